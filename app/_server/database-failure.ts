// Tells "the database is away" (503, try again) from a fault of ours (500).
import { isDatabaseAway } from "#db/errors.ts";
import type { Failure } from "#lib/shared/failure.ts";

/** Null when the error is something else. */
export function databaseFailure(error: unknown): Failure | null {
  if (!isDatabaseAway(error)) return null;
  return {
    code: "unavailable",
    detail: "The database cannot be reached right now. Nothing was changed; try again.",
    retryAfterSeconds: 2,
  };
}
