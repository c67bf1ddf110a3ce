// What a database error means to the code above: the fault of the data, or the database being away.
import { DrizzleQueryError } from "drizzle-orm";
import postgres from "postgres";

/** The statement's values cannot be stored (class 22), or are too deep or too long (54): trying again cannot help. */
export function isDataError(error: unknown): boolean {
  return error instanceof postgres.PostgresError && /^(22|54)/.test(error.code);
}

const connectionCodes = new Set([
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "ENOENT",
]);
/** Shutting down, starting up, not made yet, too many connections, out of disk or memory. */
const awaySqlStates = /^(08|3D|53|57P0[1-4])/;

/** The database cannot be reached or does not take work now: the caller answers 503 and may try again. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof postgres.PostgresError) return awaySqlStates.test(error.code);
  const { code } = error as { code?: unknown };
  if (typeof code === "string" && connectionCodes.has(code)) return true;
  return error.cause !== undefined && isDatabaseAway(error.cause);
}

/** Somebody else held for long what the statement needs. */
export function isLockTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof postgres.PostgresError) return error.code === "55P03";
  return isLockTimeout(error.cause);
}

/** For the log: Drizzle's message repeats the statement's parameters (payloads, sources, hashes); its cause does not. */
export function withoutParameters(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? (error.cause ?? "query failed") : error;
}
