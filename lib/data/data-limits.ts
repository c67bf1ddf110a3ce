// What sdk.db allows one statement (product.md §8), and how many connections there may be (decision 35).
export const dataLimits = {
  statementMs: 5_000,
  /** After that a session is ended from outside. */
  endSessionMs: 6_000,
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
