// Tells "the database is away" (503, try again) from a fault of ours (500).
import type { Failure } from "#lib/shared/failure.ts";

const codes = new Set([
  // postgres.js
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  // Node
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
  "ETIMEDOUT",
  // PostgreSQL: shutting down or starting, too many connections, disk full, out of memory, deadlock, serialization
  "57P01",
  "57P02",
  "57P03",
  "57P05",
  "53000",
  "53100",
  "53200",
  "53300",
  "40001",
  "40P01",
  "25006",
]);

/** Null when the error is something else. */
export function databaseFailure(error: unknown): Failure | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
    if (!codes.has(code) && !code.startsWith("08")) continue;
    return {
      code: "unavailable",
      detail: "The database cannot be reached right now. Nothing was changed; try again.",
      retryAfterSeconds: 2,
    };
  }
  return null;
}
