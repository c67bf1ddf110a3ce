// What a test run needs before a worker is asked for it: read, and audited, in one short transaction.
import { randomUUIDv7 } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { type scripts, scriptVersions } from "#db/schema/scripts.ts";
import { tenants } from "#db/schema/tenants.ts";
import { readSource } from "#lib/scripts/read-source.ts";
import type { TestedEvent, TestRunOrder } from "#lib/scripts/test-run-order.ts";
import {
  type ExampleEvent,
  type TestRunInput,
  unsavedVersion,
} from "#lib/scripts/test-run-schema.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { failField } from "#lib/shared/parse-input.ts";
import { JsonText } from "#lib/shared/stringify-json.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { appendAudit } from "./audit.ts";
import { type EventRow, findEventRow } from "./events-read.ts";
import { listLiveWorkers } from "./live-workers.ts";
import { findScript } from "./scripts.ts";

export type TestRunRequest = {
  scriptId: string;
  /** Null when a past event is named. */
  example: ExampleEvent | null;
} & Omit<TestRunInput, "event">;

export type PreparedTestRun = {
  order: TestRunOrder;
  /** Of the workers that are alive, in any order. */
  workers: readonly string[];
};

type ScriptRow = typeof scripts.$inferSelect;
type Code = { version: number; javascript: string };

export async function prepareTestRun(
  tx: Tx,
  actor: Actor,
  request: TestRunRequest,
): Promise<Result<PreparedTestRun>> {
  const script = await findScript(tx, actor, request.scriptId);
  if (!script) return fail("not_found", "There is no such script.");
  const code = await findCode(tx, actor, { script, request });
  if (!code.ok) return code;
  const tested = await findTested(tx, actor, request);
  if (!tested.ok) return tested;
  const workers = await listLiveWorkers(tx);
  if (workers.length === 0) return noWorker;
  if (!request.dryRun) await auditRun(tx, actor, request, code.value.version);
  const { id, name, kind } = script;
  const { dryRun } = request;
  const tenant = { id: actor.tenantId, slug: await readSlug(tx, actor) };
  const order = { tenant, script: { id, name, kind, ...code.value }, dryRun, ...tested.value };
  return succeed({ order, workers });
}

export const noWorker = fail(
  "unavailable",
  "No worker is running just now. Nothing was run; try again.",
  {
    retryAfterSeconds: 5,
  },
);

async function findCode(
  tx: Tx,
  actor: Actor,
  { script, request }: { script: ScriptRow; request: TestRunRequest },
): Promise<Result<Code>> {
  const { source, version = script.deployedVersion } = request;
  if (source !== undefined) {
    const prepared = readSource(source, script.language, actor.limits);
    if (!prepared.ok) return prepared;
    return succeed({ version: unsavedVersion, javascript: prepared.value });
  }
  const [row] = await tx
    .select({ javascript: scriptVersions.javascript })
    .from(scriptVersions)
    .where(
      and(
        eq(scriptVersions.tenantId, actor.tenantId),
        eq(scriptVersions.scriptId, script.id),
        eq(scriptVersions.version, version),
      ),
    );
  if (!row) return failField("version", `this script has no version ${version}`);
  return succeed({ version, javascript: row.javascript });
}

type Tested = Pick<TestRunOrder, "event" | "isPast" | "data">;

async function findTested(
  tx: Tx,
  actor: Actor,
  { example, eventId }: TestRunRequest,
): Promise<Result<Tested>> {
  if (example) {
    return succeed({
      event: freshEnvelope(example.type),
      isPast: false,
      data: new JsonText(example.dataJson),
    });
  }
  const row = eventId === undefined ? null : await findEventRow(tx, actor, eventId);
  if (!row) return fail("not_found", "There is no such event.");
  return succeed({ event: pastEnvelope(row), isPast: true, data: new JsonText(row.data) });
}

/** As a script would see it if the example had just come in. */
function freshEnvelope(type: string): TestedEvent {
  const id = randomUUIDv7();
  const now = new Date().toISOString();
  return {
    id,
    type,
    source: "test",
    subject: null,
    time: now,
    receivedAt: now,
    externalId: null,
    correlationId: id,
    causationId: null,
    hop: 0,
    path: [],
    replayOf: null,
    traceparent: null,
    extensions: null,
  };
}

function pastEnvelope(row: EventRow): TestedEvent {
  const { tenantId: _, seq: __, status: ___, data: ____, ...envelope } = row;
  return {
    ...envelope,
    time: row.time.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
  };
}

async function readSlug(tx: Tx, { tenantId }: Actor): Promise<string> {
  const [row] = await tx
    .select({ slug: tenants.slug })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  if (!row) throw new Error("the actor's tenant is gone");
  return row.slug;
}

/** A dry run changes nothing, so only the others are noted. */
async function auditRun(
  tx: Tx,
  actor: Actor,
  { scriptId, eventId }: TestRunRequest,
  version: number,
): Promise<void> {
  const details = { dryRun: false, version, ...(eventId === undefined ? {} : { eventId }) };
  await appendAudit(tx, actor, { action: "script.test", target: `script ${scriptId}`, details });
}
