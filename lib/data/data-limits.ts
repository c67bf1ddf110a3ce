// What sdk.db allows one statement (product.md §8), and how many connections there may be (decision 35).
export type StatementTimes = {
  /** The server's own limit of a statement. */
  statementMs: number;
  /** After that its session is ended from outside. */
  endSessionMs: number;
};

export const dataLimits = {
  times: { statementMs: 5_000, endSessionMs: 6_000 } satisfies StatementTimes,
  rows: 1_000,
  /** Of all values together, as text. */
  resultBytes: 1024 * 1024,
  sqlChars: 10_000,
  params: 1_000,
  connectionsPerTenant: 2,
  connections: 40,
  /** How long a statement waits for a connection. */
  waitMs: 5_000,
} as const;
