// What hangs on a delivery: its attempts (executions_delivery) and the dead letter it became (dead_letters_event).
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Attempt, LetterLink } from "#lib/executions/execution-detail.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { runningExecutions } from "./running-executions.ts";
import { isoTime } from "./written-sql.ts";

/** Oldest first; the one that runs now comes last. */
export async function readAttempts(tx: Tx, actor: Actor, deliveryId: string): Promise<Attempt[]> {
  const rowsOf = (source: SQL) => sql`
    select e.id, e.attempt, e.status, ${isoTime(sql`e.started_at`)} as "startedAt", e.duration_ms as "durationMs"
    from ${source} e where e.tenant_id = ${actor.tenantId} and e.delivery_id = ${deliveryId}`;
  const rows = await tx.execute<Attempt>(sql`
    ${rowsOf(sql`executions`)} union all ${rowsOf(runningExecutions(actor))} order by id limit 100`);
  return [...rows];
}

/** A letter belongs to event × subscription; an edited replay runs for a new event that names the letter's. */
export async function findLetter(
  tx: Tx,
  actor: Actor,
  { eventId, subscriptionId }: { eventId: string | null; subscriptionId: string | null },
): Promise<LetterLink | null> {
  if (!eventId || !subscriptionId) return null;
  const [row] = await tx.execute<LetterLink>(sql`
    select l.id, l.state from dead_letters l
    where l.tenant_id = ${actor.tenantId} and l.subscription_id = ${subscriptionId}
      and l.event_id in (${eventId}, (
        select coalesce(v.replay_of, v.id) from events v where v.tenant_id = ${actor.tenantId} and v.id = ${eventId}))
    order by l.id desc limit 1`);
  return row ?? null;
}
