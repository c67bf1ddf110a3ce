// One run of an order in the sandbox, under its tenant's limits.
import type { Sql } from "#db/client.ts";
import { loadTenantSettings } from "#db/repositories/script-sources.ts";
import type { RunResult, SandboxScript } from "#lib/executions/run-result.ts";
import { env } from "#lib/platform/env.ts";
import type { TestRunOrder } from "#lib/scripts/test-run-order.ts";
import { unsavedVersion } from "#lib/scripts/test-run-schema.ts";
import { isCordoned } from "#lib/tenancy/cordoned-tenants.ts";
import { tenantLimits } from "#lib/tenancy/tenant-limits.ts";
import { runOnce } from "#workers/runs/run-once.ts";
import type { SandboxPool } from "#workers/sandbox/pool.ts";
import type { ReadOrder } from "./read-order.ts";
import { testContextJson } from "./test-context.ts";

export type TestRunner = (read: ReadOrder, executionId: string) => Promise<RunResult>;

export function createRunner(world: { sql: Sql; pool: Pick<SandboxPool, "run"> }): TestRunner {
  const cordon = env("SANDBOX_CORDON");
  return async ({ order, dataJson }, executionId) => {
    const settings = await loadTenantSettings(world.sql, order.tenant.id);
    const limits = tenantLimits(settings.limits);
    const cordoned = isCordoned(cordon, settings.slug);
    const { dryRun } = order;
    const contextJson = testContextJson(order, executionId);
    const { path } = order.event;
    const run = { executionId, contextJson, dataJson, dryRun, path };
    return runOnce(world.pool, { script: toSandbox(order), limits, run, cordoned });
  };
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
