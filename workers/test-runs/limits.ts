// How much of a worker test runs may take.
export const testRunLimits = {
  /** Test runs of one tenant at a time, so that they cannot starve deliveries. */
  perTenant: 2,
  /** What a refused one is told to wait. */
  retryAfterSeconds: 2,
  /** Tries of a run that the sandbox loses. */
  attempts: 2,
} as const;
