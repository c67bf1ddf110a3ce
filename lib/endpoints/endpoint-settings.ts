// What the author of an endpoint decides about who may call it, and how often.

export const endpointAuths = ["none", "api_key"] as const;
export type EndpointAuth = (typeof endpointAuths)[number];

/** Requests per second. */
export const endpointRate = { least: 1, usual: 100, most: 1_000 } as const;
