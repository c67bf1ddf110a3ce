// Tells "the database is away" or taken (503, try again) from a fault of ours (500).
import { isDatabaseAway, isLockTimeout } from "#db/errors.ts";
import type { Failure } from "#lib/shared/failure.ts";

/** The only lock that is waited for with a limit (db/repositories/subscription-version.ts). */
const routing: Failure = {
  code: "unavailable",
  detail:
    "This tenant's events are being routed, which takes long just now. Nothing was changed; try again.",
  retryAfterSeconds: 5,
};

/** Null when the error is something else. */
export function databaseFailure(error: unknown): Failure | null {
  if (isLockTimeout(error)) return routing;
  if (!isDatabaseAway(error)) return null;
  return {
    code: "unavailable",
    detail: "The database cannot be reached right now. Nothing was changed; try again.",
    retryAfterSeconds: 2,
  };
}
