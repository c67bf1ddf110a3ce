// What one request of a script may weigh and last, and how many sockets there are for all of them (product.md §8).

export const egressLimits = {
  urlChars: 8_192,
  headers: 64,
  headerChars: 16 * 1024,
  redirects: 5,
  /** From the call to the last byte of the answer, redirects and waiting for a socket included. */
  timeoutMs: 10_000,
  /** Of an answer's body, after decompression. */
  answerBytes: 1024 * 1024,
  /** Of an answer's headers. */
  answerHeaderBytes: 32 * 1024,
  socketsPerTenant: 20,
  sockets: 200,
  /** How long an unused socket stays open; well below what servers commonly grant, so that none is met closing. */
  idleMs: 2_000,
  /** How old a tenant's list of hosts may be. */
  hostListAgeMs: 5_000,
  /** Entries of a tenant's list of hosts. */
  listedHosts: 200,
} as const;
