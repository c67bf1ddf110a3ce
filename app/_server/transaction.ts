// One tenant transaction around a use case: a failure it returns rolls everything back.
import { inTenant, type Tx } from "#db/client.ts";
import { isDeadlock } from "#db/deadlock.ts";
import type { Failure, Result } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { database } from "./database.ts";

/** Carries a refusal through the rollback: a refused request leaves nothing behind. */
class Refused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.detail);
    this.failure = failure;
  }
}

export async function inTransaction<T>(
  actor: Actor,
  work: (tx: Tx, now: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const attempt = () =>
    inTenant(database(), actor.tenantId, async (tx, now) => {
      const result = await work(tx, now);
      if (!result.ok) throw new Refused(result.failure);
      return result;
    });
  try {
    // Postgres ends one of two transactions that wait for each other; it did nothing and may simply run again.
    return await attempt().catch((error: unknown) => {
      if (isDeadlock(error)) return attempt();
      throw error;
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, failure: error.failure };
    throw error;
  }
}
