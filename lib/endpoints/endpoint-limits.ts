// What one request to an endpoint may take of the instance.

export const endpointLimits = {
  bodyBytes: 1_000_000,
  /** From the first byte of a body to its last. */
  bodyMs: 10_000,
  /** Requests of one tenant that wait for their turn in one worker. */
  lineLength: 100,
  lineMs: 10_000,
  /** Tries of a run that the sandbox loses. */
  attempts: 2,
  retryAfterSeconds: 1,
} as const;
