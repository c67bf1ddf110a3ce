// The budget of sdk.sleep beyond the run's own wall time (decision 30).
export const sleepLimits = { ms: 30_000 } as const;
