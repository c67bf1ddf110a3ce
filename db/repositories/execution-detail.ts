// One execution with all that its page shows. Every part is found by its key; nothing is scanned.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { ExecutionEvent, ExecutionProgress } from "#lib/executions/execution-detail.ts";
import type { RunError } from "#lib/executions/run-result.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { getDelivery } from "./deliveries.ts";
import { findLetter, readAttempts } from "./delivery-links.ts";
import { readExecutionEffects, readExecutionLogs } from "./execution-logs.ts";
import { readExecutionRows } from "./listed-executions.ts";
import { runningExecutions } from "./running-executions.ts";
import { isoTime } from "./written-sql.ts";

type FactsRow = {
  deliveryId: string | null;
  eventId: string | null;
  subscriptionId: string | null;
  finishedAt: string | null;
  cpuMs: number | null;
  peakHeapBytes: number | null;
  error: RunError | null;
  resultText: string | null;
};

export async function getExecutionProgress(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Result<ExecutionProgress>> {
  const [row] = await readExecutionRows(tx, actor, [id]);
  const facts = await readFacts(tx, actor, id);
  if (!row || !facts) return fail("not_found", "There is no such execution.");
  const run = { id, isRunning: row.status === "running" };
  const logs = await readExecutionLogs(tx, actor, run);
  const effects = await readExecutionEffects(tx, actor, run);
  const delivery = facts.deliveryId ? await getDelivery(tx, actor, facts.deliveryId) : null;
  return succeed({
    ...row,
    ...facts,
    logsText: logs.text,
    effectsText: effects.text,
    attempts: facts.deliveryId ? await readAttempts(tx, actor, facts.deliveryId) : [],
    delivery: delivery?.ok ? delivery.value : null,
    letter: await findLetter(tx, actor, facts),
  });
}

/** Null when there was none, or it is older than what is kept. */
export async function findExecutionEvent(
  tx: Tx,
  actor: Actor,
  eventId: string,
): Promise<ExecutionEvent | null> {
  const [row] = await tx.execute<ExecutionEvent>(sql`
    select id, type, source, subject, ${isoTime(sql`received_at`)} as "receivedAt", correlation_id as "correlationId",
      hop, replay_of as "replayOf", data::text as "dataText"
    from events where tenant_id = ${actor.tenantId} and id = ${eventId}`);
  return row ?? null;
}

async function readFacts(tx: Tx, actor: Actor, id: string): Promise<FactsRow | undefined> {
  const rowsOf = (source: SQL) => sql`
    select e.delivery_id as "deliveryId", e.event_id as "eventId", e.subscription_id as "subscriptionId",
      ${isoTime(sql`e.finished_at`)} as "finishedAt", e.cpu_ms as "cpuMs",
      e.peak_heap_bytes::float8 as "peakHeapBytes", e.error, e.result::text as "resultText"
    from ${source} e where e.tenant_id = ${actor.tenantId} and e.id = ${id}`;
  const [row] = await tx.execute<FactsRow>(sql`
    ${rowsOf(sql`executions`)} union all ${rowsOf(runningExecutions(actor))} limit 1`);
  return row;
}
