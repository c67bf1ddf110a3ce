// One run of an order in the sandbox, under its tenant's limits.
import type { Sql } from "#db/client.ts";
import { loadTenantLimits } from "#db/repositories/script-sources.ts";
import type { RunResult, SandboxBatch, SandboxScript } from "#lib/executions/run-result.ts";
import type { TestRunOrder } from "#lib/scripts/test-run-order.ts";
import { unsavedVersion } from "#lib/scripts/test-run-schema.ts";
import { tenantLimits } from "#lib/tenancy/tenant-limits.ts";
import type { SandboxPool } from "#workers/sandbox/pool.ts";
import type { ReadOrder } from "./read-order.ts";
import { testContextJson } from "./test-context.ts";

export type TestRunner = (read: ReadOrder, executionId: string) => Promise<RunResult>;

export function createRunner(world: { sql: Sql; pool: Pick<SandboxPool, "run"> }): TestRunner {
  return async ({ order, dataJson }, executionId) => {
    const limits = tenantLimits(await loadTenantLimits(world.sql, order.tenant.id));
    const { dryRun } = order;
    const contextJson = testContextJson(order, executionId);
    const runs = [{ executionId, contextJson, dataJson, dryRun }];
    return runBatch(world.pool, { script: toSandbox(order), limits, runs, slots: 1 });
  };
}

async function runBatch(pool: Pick<SandboxPool, "run">, batch: SandboxBatch): Promise<RunResult> {
  const results: RunResult[] = [];
  await pool.run(batch, (result) => results.push(result));
  const [result] = results;
  if (!result) throw new Error("the sandbox gave no result");
  return result;
}

let unsaved = 0;

/** A warm isolate is known by its version: one that ran an unsaved source must serve no other. */
function toSandbox({ tenant, script }: TestRunOrder): SandboxScript {
  const isSaved = script.version !== unsavedVersion;
  if (!isSaved) unsaved += 1;
  return {
    tenantId: tenant.id,
    scriptId: script.id,
    kind: script.kind,
    version: isSaved ? script.version : -unsaved,
    source: script.javascript,
  };
}
