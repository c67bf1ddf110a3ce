// Runs a script that has its row in a real database, for the rooms that write there.
import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { createScript } from "#db/testing/fixtures.ts";
import { defaultRunLimits, type RunLimits } from "#lib/executions/run-limits.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import type { ScriptKind } from "#lib/scripts/script-kind.ts";
import type { SandboxPool } from "../../pool.ts";

export type StoredScript = { tenantId: string; scriptId: string; kind: ScriptKind };

export async function storeScript(
  sql: postgres.Sql,
  { tenantId, kind = "event_handler" }: { tenantId: string; kind?: ScriptKind },
): Promise<StoredScript> {
  const scriptId = await createScript(sql, tenantId, "return 1;");
  await sql`update scripts set kind = ${kind} where id = ${scriptId}`;
  return { tenantId, scriptId, kind };
}

export type StoredRun = {
  source: string;
  dryRun?: boolean;
  limits?: Partial<RunLimits>;
  idempotencyKey?: string;
};

let versions = 0;

/** Each source is a version of its own, so that no isolate of another is taken. */
export async function runStored(
  pool: SandboxPool,
  script: StoredScript,
  { source, dryRun = false, limits = {}, idempotencyKey }: StoredRun,
): Promise<RunResult> {
  versions += 1;
  const results: RunResult[] = [];
  const contextJson = JSON.stringify({ hop: 0, idempotencyKey });
  const run = { executionId: randomUUID(), contextJson, dataJson: "{}", dryRun };
  await pool.run(
    {
      script: { ...script, version: versions, source },
      limits: { ...defaultRunLimits, ...limits },
      runs: [run],
      slots: 1,
    },
    (result) => results.push(result),
  );
  const [result] = results;
  if (!result) throw new Error("the run had no result");
  return result;
}
