// One dead letter with its history: the attempts that failed, the replays since, and who replayed it last.
// Found by key, executions_event and the tenant's newest replays.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type {
  LetterAttempt,
  LetterDetail,
  LetterReplaySummary,
} from "#lib/dead-letters/listed-letter.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { isoTime } from "./written-sql.ts";

type LetterRow = Omit<LetterDetail, "history" | "lastReplay">;

/** How many of the tenant's newest replays are looked through for the letter. */
const replaysLookedAt = 1_000;

export async function getLetterDetail(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Result<LetterDetail>> {
  const [letter] = await tx.execute<LetterRow>(sql`
    select l.id, l.state, l.delivery_id as "deliveryId", l.event_id as "eventId", l.event_type as "eventType",
      l.subscription_id as "subscriptionId", l.script_id as "scriptId", s.name as "scriptName", l.version, l.attempts,
      l.max_attempts as "maxAttempts", l.fingerprint, l.error,
      ${isoTime(sql`l.created_at`)} as "createdAt", ${isoTime(sql`l.updated_at`)} as "updatedAt",
      (s.id is not null and s.deleted_at is null and exists (
        select from subscriptions u where u.tenant_id = l.tenant_id and u.id = l.subscription_id)) as replayable
    from dead_letters l left join scripts s on s.tenant_id = l.tenant_id and s.id = l.script_id
    where l.tenant_id = ${actor.tenantId} and l.id = ${id}`);
  if (!letter) return fail("not_found", "There is no such dead letter.");
  const history = await readHistory(tx, actor, letter);
  const lastReplay = await findLastReplay(tx, actor, letter);
  return succeed({ ...letter, history, lastReplay });
}

/** The payload as the text that came in: the letter keeps its own copy. */
export async function readLetterPayload(tx: Tx, actor: Actor, id: string): Promise<string | null> {
  const [row] = await tx.execute<{ data: string }>(sql`
    select data::text as data from dead_letters where tenant_id = ${actor.tenantId} and id = ${id}`);
  return row?.data ?? null;
}

/** Of the event for this subscription, the newest 100. */
async function readHistory(
  tx: Tx,
  actor: Actor,
  { eventId, subscriptionId }: LetterRow,
): Promise<LetterAttempt[]> {
  const rows = await tx.execute<LetterAttempt>(sql`
    select e.id, e.attempt, e.status, e.trigger, ${isoTime(sql`e.started_at`)} as "startedAt",
      e.duration_ms as "durationMs"
    from executions e
    where e.tenant_id = ${actor.tenantId} and e.event_id = ${eventId} and e.subscription_id = ${subscriptionId}
    union all
    select d.execution_id, d.attempts + 1, 'running', case when d.replay_id is null then 'event' else 'replay' end,
      ${isoTime(sql`d.claimed_at`)}, greatest(0, extract(epoch from clock_timestamp() - d.claimed_at)::float8 * 1000)
    from deliveries d
    where d.tenant_id = ${actor.tenantId} and d.event_id = ${eventId} and d.subscription_id = ${subscriptionId}
      and d.state = 'running'
    order by id desc limit 100`);
  return [...rows].reverse();
}

async function findLastReplay(
  tx: Tx,
  actor: Actor,
  { id, createdAt }: LetterRow,
): Promise<LetterReplaySummary | null> {
  const [row] = await tx.execute<LetterReplaySummary>(sql`
    select r.id, r.actor, r.reason, ${isoTime(sql`r.created_at`)} as "createdAt",
      case when r.succeeded > 0 then 'succeeded' when r.failed > 0 then 'failed' else 'running' end as outcome
    from (
      select * from replays
      where tenant_id = ${actor.tenantId} and id >= uuid_at(${createdAt}::timestamptz) and not dry_run
      order by id desc limit ${replaysLookedAt}) r
    where r.selection @> ${JSON.stringify({ ids: [id] })}::text::jsonb
    order by r.id desc limit 1`);
  return row ?? null;
}
