// The log and the effects of an execution: of one that goes on what its worker saved so far, else what the settle wrote.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { JsonText } from "#lib/shared/stringify-json.ts";
import { joinArrays } from "#lib/shared/stringify-json.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

/** A JSON array of log lines, in order. */
export async function readExecutionLogs(
  tx: Tx,
  actor: Actor,
  { id, isRunning }: { id: string; isRunning: boolean },
): Promise<JsonText> {
  const own = sql`tenant_id = ${actor.tenantId} and execution_id = ${id}`;
  const chunks = await tx.execute<{ lines: string }>(
    isRunning
      ? sql`select lines::text as lines from running_logs where ${own}`
      : sql`select lines::text as lines from execution_logs where ${own} order by chunk`,
  );
  return joinArrays(chunks.map((chunk) => chunk.lines));
}

/** A JSON array of effects, in the order of the calls. */
export async function readExecutionEffects(
  tx: Tx,
  actor: Actor,
  { id, isRunning }: { id: string; isRunning: boolean },
): Promise<JsonText> {
  const table = isRunning ? sql`running_logs` : sql`execution_effects`;
  const rows = await tx.execute<{ effects: string }>(sql`
    select effects::text as effects from ${table} where tenant_id = ${actor.tenantId} and execution_id = ${id}`);
  return joinArrays(rows.map((row) => row.effects));
}
