/** What a script reacts to. */
export const scriptKinds = ["event_handler", "http_endpoint"] as const;
export type ScriptKind = (typeof scriptKinds)[number];
