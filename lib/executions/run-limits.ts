// The budgets of one run (docs/sdk.md, "Limits"): the default, and the hard maximum no setting may pass.

export type RunLimits = {
  wallMs: number;
  cpuMs: number;
  heapBytes: number;
  sdkCalls: number;
  emits: number;
  httpRequests: number;
  smsMessages: number;
  logLines: number;
  logBytes: number;
  resultBytes: number;
  /** An event's payload, at the door and from a script. */
  payloadBytes: number;
};

export const defaultRunLimits: RunLimits = {
  wallMs: 30_000,
  cpuMs: 5_000,
  heapBytes: 64 * 1024 * 1024,
  sdkCalls: 100,
  emits: 20,
  httpRequests: 20,
  smsMessages: 5,
  logLines: 1_000,
  logBytes: 256 * 1024,
  resultBytes: 256 * 1024,
  payloadBytes: 256 * 1024,
};

export const hardRunLimits: RunLimits = {
  wallMs: 300_000,
  cpuMs: 60_000,
  heapBytes: 256 * 1024 * 1024,
  sdkCalls: 1_000,
  emits: 1_000,
  httpRequests: 200,
  smsMessages: 50,
  logLines: 10_000,
  logBytes: 1024 * 1024,
  resultBytes: 1024 * 1024,
  payloadBytes: 512 * 1024,
};
