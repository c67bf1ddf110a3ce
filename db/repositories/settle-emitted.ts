// Events that successful runs emitted: written with the success, so a failed attempt emits nothing.
import type { SqlTx } from "#db/client.ts";
import { type ClaimedDelivery, pathThrough } from "#lib/deliveries/claimed-delivery.ts";
import type { SettledAttempt } from "#lib/deliveries/settled-attempt.ts";
import type { EmittedEvent } from "#lib/executions/run-result.ts";

/** An event that a run emitted, with its place in its chain. */
export type EmittedRow = {
  tenantId: string;
  scriptName: string;
  correlationId: string;
  causationId: string;
  hop: number;
  path: readonly string[];
  event: EmittedEvent;
};

/** Resolves with the number of events written. */
export function insertEmitted(tx: SqlTx, attempts: readonly SettledAttempt[]): Promise<number> {
  const rows = attempts
    .filter(({ settlement }) => settlement.move === "succeeded")
    .flatMap(({ delivery, result }) => result.emitted.map((event) => toRow(delivery, event)));
  return insertEvents(tx, rows);
}

/** Resolves with the number of events written. */
export async function insertEvents(tx: SqlTx, rows: readonly EmittedRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const input = `[${rows.map(toJson).join(",")}]`;
  await tx`
    with input as materialized (
      select * from json_to_recordset(${input}::text::json) as i (
        id uuid, tenant_id uuid, type text, source text, subject text, correlation_id uuid, causation_id uuid, hop int,
        path uuid[], delay_ms float8, data json)
    ), stored as (
      insert into events (id, tenant_id, type, source, subject, "time", correlation_id, causation_id, hop, path, data)
      select id, tenant_id, type, source, subject, clock_timestamp(), correlation_id, causation_id, hop, path,
        coalesce(data, 'null')
      from input
      returning id, tenant_id, seq
    )
    insert into unrouted_events (event_id, tenant_id, seq, due_at)
    select s.id, s.tenant_id, s.seq, now() + make_interval(secs => i.delay_ms / 1000)
    from stored s join input i on i.id = s.id`;
  return rows.length;
}

function toRow(delivery: ClaimedDelivery, event: EmittedEvent): EmittedRow {
  return {
    tenantId: delivery.tenantId,
    scriptName: delivery.scriptName,
    correlationId: delivery.event.correlationId,
    causationId: delivery.executionId,
    hop: delivery.event.hop + 1,
    path: pathThrough(delivery),
    event,
  };
}

function toJson({ event, ...row }: EmittedRow): string {
  const envelope = JSON.stringify({
    id: event.id,
    tenant_id: row.tenantId,
    type: event.type,
    source: `script:${row.scriptName}`,
    subject: event.subject ?? null,
    correlation_id: row.correlationId,
    causation_id: row.causationId,
    hop: row.hop,
    path: row.path,
    delay_ms: event.delayMs ?? 0,
  });
  return `${envelope.slice(0, -1)},"data":${event.dataJson}}`;
}
