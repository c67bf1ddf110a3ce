// How much a tenant may send (decision 7): events in a second, counted here, and unfinished deliveries, counted in the
// database every few seconds. Nothing that was accepted is ever dropped; too much is refused at the door.
import { inTenant } from "#db/client.ts";
import { countUnfinished } from "#db/repositories/unfinished-deliveries.ts";
import { logger } from "#lib/platform/logger.ts";
import type { Failure } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { database } from "./database.ts";
import { limitRate } from "./rate-limit.ts";

type Backlog = { full: boolean; lookedAt: number };

const lookEveryMs = 3_000;
const backlogs = new Map<string, Backlog>();

/** Null when `count` more events may come in. */
export async function refuseEvents(actor: Actor, count: number): Promise<Failure | null> {
  const { eventsPerSecond, unfinishedDeliveries } = actor.limits;
  if (isFull(actor)) {
    const detail = `More than ${unfinishedDeliveries} deliveries of this tenant are unfinished. Send again later.`;
    return { code: "rate_limited", detail, retryAfterSeconds: 5 };
  }
  return limitRate({
    name: "events",
    key: actor.tenantId,
    points: eventsPerSecond,
    seconds: 1,
    // A batch above the whole limit would never pass.
    cost: Math.min(count, eventsPerSecond),
  });
}

/** What the last look said; a look that is due runs beside the request, not before it. */
function isFull(actor: Actor): boolean {
  const known = backlogs.get(actor.tenantId);
  const now = performance.now();
  if (known && now - known.lookedAt < lookEveryMs) return known.full;
  backlogs.set(actor.tenantId, { full: known?.full ?? false, lookedAt: now });
  look(actor).catch((error: unknown) => logger().warn({ err: error }, "backlog not counted"));
  return known?.full ?? false;
}

async function look(actor: Actor): Promise<void> {
  const { tenantId, limits } = actor;
  const limit = limits.unfinishedDeliveries;
  const unfinished = await inTenant(database(), tenantId, (tx) =>
    countUnfinished(tx, actor, limit),
  );
  backlogs.set(tenantId, { full: unfinished >= limit, lookedAt: performance.now() });
}
