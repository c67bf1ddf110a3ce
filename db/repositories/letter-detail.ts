// One dead letter with its history: the attempts that failed, the replays since, and who gave it up.
// Found by key, executions_event and the tenant's newest replays.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type {
  LetterAttempt,
  LetterDelivery,
  LetterDetail,
  LetterDiscard,
  LetterReplaySummary,
} from "#lib/dead-letters/listed-letter.ts";
import type { RunError } from "#lib/executions/run-result.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { replayable } from "./listed-letters.ts";
import { runningExecutions } from "./running-executions.ts";
import { isoTime, scriptNamed } from "./written-sql.ts";

type LetterRow = Omit<LetterDetail, "history" | "replays" | "delivery" | "discard">;

/** How many of the tenant's newest replays are looked through for the letter. */
const replaysLookedAt = 1_000;
const mostReplays = 20;
/** Edited payloads are events of their own. */
const mostCopies = 100;

export async function getLetterDetail(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Result<LetterDetail>> {
  const [letter] = await tx.execute<LetterRow>(sql`
    select l.id, l.state, l.delivery_id as "deliveryId", l.event_id as "eventId", l.event_type as "eventType",
      l.subscription_id as "subscriptionId", l.script_id as "scriptId", ${scriptNamed}, l.version, l.attempts,
      l.max_attempts as "maxAttempts", l.fingerprint, l.error, ${replayable},
      ${isoTime(sql`l.created_at`)} as "createdAt", ${isoTime(sql`l.updated_at`)} as "updatedAt"
    from dead_letters l left join scripts s on s.tenant_id = l.tenant_id and s.id = l.script_id
    where l.tenant_id = ${actor.tenantId} and l.id = ${id}`);
  if (!letter) return fail("not_found", "There is no such dead letter.");
  const events = [letter.eventId, ...(await readEditedCopies(tx, actor, letter))];
  return succeed({
    ...letter,
    history: await readHistory(tx, actor, { letter, events }),
    replays: await readReplays(tx, actor, letter),
    delivery:
      letter.state === "replaying" ? await findDelivery(tx, actor, { letter, events }) : null,
    discard: letter.state === "discarded" ? await findDiscard(tx, actor, letter) : null,
  });
}

/** The payload as the text that came in: the letter keeps its own copy. */
export async function readLetterPayload(tx: Tx, actor: Actor, id: string): Promise<string | null> {
  const [row] = await tx.execute<{ data: string }>(sql`
    select data::text as data from dead_letters where tenant_id = ${actor.tenantId} and id = ${id}`);
  return row?.data ?? null;
}

/** Where in the source its last attempt failed; null when that attempt is older than what is kept. */
export async function findLetterError(
  tx: Tx,
  actor: Actor,
  { deliveryId }: Pick<LetterDetail, "deliveryId">,
): Promise<RunError | null> {
  const [row] = await tx.execute<{ error: RunError | null }>(sql`
    select e.error from executions e
    where e.tenant_id = ${actor.tenantId} and e.delivery_id = ${deliveryId}
    order by e.id desc limit 1`);
  return row?.error ?? null;
}

/** The second condition on the correlation is that of the index events_chain. */
async function readEditedCopies(
  tx: Tx,
  actor: Actor,
  { eventId }: LetterRow,
): Promise<readonly string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select v.id from events v
    where v.tenant_id = ${actor.tenantId} and v.correlation_id = coalesce((
        select o.correlation_id from events o where o.tenant_id = ${actor.tenantId} and o.id = ${eventId}), ${eventId})
      and v.correlation_id <> v.id and v.replay_of = ${eventId}
    order by v.id desc limit ${mostCopies}`);
  return rows.map(({ id }) => id);
}

type Search = { letter: LetterRow; events: readonly string[] };

/** Of the event and its edited copies for this subscription, the newest 100. */
async function readHistory(
  tx: Tx,
  actor: Actor,
  { letter: { subscriptionId }, events }: Search,
): Promise<LetterAttempt[]> {
  const rowsOf = (source: SQL) => sql`
    select e.id, e.attempt, e.status, e.trigger, e.delivery_id as "deliveryId", e.version,
      ${isoTime(sql`e.started_at`)} as "startedAt", e.duration_ms as "durationMs"
    from ${source} e
    where e.tenant_id = ${actor.tenantId} and e.event_id = any(${sql.param(events)}::uuid[])
      and e.subscription_id = ${subscriptionId}`;
  const rows = await tx.execute<LetterAttempt>(sql`
    ${rowsOf(sql`executions`)} union all ${rowsOf(runningExecutions(actor))} order by id desc limit 100`);
  return [...rows].reverse();
}

async function findDelivery(
  tx: Tx,
  actor: Actor,
  { letter, events }: Search,
): Promise<LetterDelivery | null> {
  const [row] = await tx.execute<LetterDelivery>(sql`
    select d.id, d.state from deliveries d
    where d.tenant_id = ${actor.tenantId} and d.event_id = any(${sql.param(events)}::uuid[])
      and d.dead_letter_id = ${letter.id}
    order by d.id desc limit 1`);
  return row ?? null;
}

async function readReplays(
  tx: Tx,
  actor: Actor,
  { id, createdAt }: LetterRow,
): Promise<LetterReplaySummary[]> {
  const rows = await tx.execute<LetterReplaySummary>(sql`
    select r.id, r.actor, r.reason, ${isoTime(sql`r.created_at`)} as "createdAt",
      case when r.succeeded > 0 then 'succeeded' when r.failed > 0 then 'failed' else 'running' end as outcome
    from (
      select * from replays
      where tenant_id = ${actor.tenantId} and id >= uuid_at(${createdAt}::timestamptz) and not dry_run
      order by id desc limit ${replaysLookedAt}) r
    where r.selection @> ${JSON.stringify({ ids: [id] })}::text::jsonb
    order by r.id desc limit ${mostReplays}`);
  return [...rows];
}

/** Audited in the transaction that discarded it: among the few rows of that minute. */
async function findDiscard(
  tx: Tx,
  actor: Actor,
  { id, updatedAt }: LetterRow,
): Promise<LetterDiscard | null> {
  const [row] = await tx.execute<LetterDiscard>(sql`
    select a.actor, a.details ->> 'reason' as reason, ${isoTime(sql`a.at`)} as "createdAt"
    from audit_log a
    where a.tenant_id = ${actor.tenantId} and a.action = 'dead_letter.discard' and a.target = ${`dead letter ${id}`}
      and a.id >= uuid_at(${updatedAt}::timestamptz) and a.id < uuid_at(${updatedAt}::timestamptz + interval '1 minute')
    order by a.id desc limit 1`);
  return row ?? null;
}
