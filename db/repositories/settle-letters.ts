// Dead letters as attempts end: a new one for a delivery that died, and the fate of a letter that was replayed.
import type { SqlTx } from "#db/client.ts";
import { fingerprint } from "#lib/dead-letters/fingerprint.ts";
import type { SettledAttempt } from "#lib/deliveries/settled-attempt.ts";
import type { RunError } from "#lib/executions/run-result.ts";

export async function settleLetters(tx: SqlTx, attempts: readonly SettledAttempt[]): Promise<void> {
  const dead = attempts.filter(({ settlement }) => settlement.move === "dead");
  const fresh = dead.filter(({ delivery }) => delivery.deadLetterId === null);
  if (fresh.length > 0) await writeLetters(tx, fresh.map(toRow));
  const again = dead.filter(({ delivery }) => delivery.deadLetterId !== null);
  if (again.length > 0) await reopenLetters(tx, again.map(toRow));
  const mended = attempts.filter(
    ({ delivery, settlement }) => settlement.move === "succeeded" && delivery.deadLetterId !== null,
  );
  if (mended.length > 0) await resolveLetters(tx, mended);
  await countReplays(tx, attempts);
}

function toRow({ delivery, result, settlement }: SettledAttempt) {
  const error: RunError = result.error ?? { name: "Error", message: result.outcome };
  return {
    letter_id: delivery.deadLetterId,
    tenant_id: delivery.tenantId,
    delivery_id: delivery.id,
    event_id: delivery.event.id,
    event_type: delivery.event.type,
    subscription_id: delivery.subscriptionId,
    script_id: delivery.scriptId,
    version: delivery.version,
    attempts: settlement.move === "succeeded" ? delivery.attempts + 1 : settlement.attempts,
    max_attempts: delivery.maxAttempts,
    priority: delivery.priority,
    ordering_key: delivery.orderingKey,
    idempotency_key: delivery.idempotencyKey,
    fingerprint: fingerprint(error),
    error: { name: error.name, message: error.message },
  };
}

type LetterRow = ReturnType<typeof toRow>;

/** The letter keeps its own copy of the payload: it outlives the event. */
async function writeLetters(tx: SqlTx, rows: readonly LetterRow[]): Promise<void> {
  await tx`
    insert into dead_letters (tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version, state,
      attempts, max_attempts, priority, ordering_key, idempotency_key, fingerprint, error, data)
    select i.tenant_id, i.delivery_id, i.event_id, i.event_type, i.subscription_id, i.script_id, i.version, 'open',
      i.attempts, i.max_attempts, i.priority, i.ordering_key, i.idempotency_key, i.fingerprint, i.error, e.data
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as i (
      tenant_id uuid, delivery_id uuid, event_id uuid, event_type text, subscription_id uuid, script_id uuid,
      version int, attempts int, max_attempts int, priority int, ordering_key text, idempotency_key text,
      fingerprint text, error jsonb)
    join events e on e.id = i.event_id`;
}

async function reopenLetters(tx: SqlTx, rows: readonly LetterRow[]): Promise<void> {
  await tx`
    update dead_letters l
    set state = 'open', delivery_id = i.delivery_id, version = i.version, attempts = i.attempts,
      fingerprint = i.fingerprint, error = i.error, updated_at = now()
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as i (
      letter_id uuid, delivery_id uuid, version int, attempts int, fingerprint text, error jsonb)
    where l.id = i.letter_id`;
}

async function resolveLetters(tx: SqlTx, mended: readonly SettledAttempt[]): Promise<void> {
  const ids = mended.map(({ delivery }) => delivery.deadLetterId);
  await tx`update dead_letters set state = 'resolved', updated_at = now() where id = any(${ids}::uuid[])`;
}

async function countReplays(tx: SqlTx, attempts: readonly SettledAttempt[]): Promise<void> {
  const ended = attempts.flatMap(({ delivery, settlement }) =>
    delivery.replayId !== null && (settlement.move === "succeeded" || settlement.move === "dead")
      ? [{ id: delivery.replayId, ok: settlement.move === "succeeded" }]
      : [],
  );
  if (ended.length === 0) return;
  await tx`
    update replays r
    set succeeded = r.succeeded + i.succeeded, failed = r.failed + i.failed,
      state = case when r.state = 'running' and r.succeeded + r.failed + i.succeeded + i.failed >= r.total then 'done' else r.state end,
      finished_at = case when r.succeeded + r.failed + i.succeeded + i.failed >= r.total then now() else r.finished_at end
    from (
      select id, count(*) filter (where ok)::int as succeeded, count(*) filter (where not ok)::int as failed
      from json_to_recordset(${JSON.stringify(ended)}::text::json) as e (id uuid, ok boolean)
      group by id
    ) i
    where r.id = i.id`;
}
