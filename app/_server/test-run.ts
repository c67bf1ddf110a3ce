// A test run, for REST and for the console: prepared in one transaction, run by a worker, read in another.
import { getExecution, type ReadExecution } from "#db/repositories/executions.ts";
import { noWorker, prepareTestRun } from "#db/repositories/test-runs.ts";
import { logger } from "#lib/platform/logger.ts";
import { type TestRunOrder, testRunPath, testRunReplySchema } from "#lib/scripts/test-run-order.ts";
import { type ExampleEvent, readExample, type TestRunInput } from "#lib/scripts/test-run-schema.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { stringifyJson } from "#lib/shared/stringify-json.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { inTransaction } from "./transaction.ts";
import type { WorkerAnswer, WorkerReply } from "./worker-call.ts";
import { askWorkers } from "./worker-door.ts";

/** What a worker takes; nobody's payload and source together come near it. */
const maxOrderBytes = 1_500_000;
/** Beyond the run's own wall time. */
const patienceMs = 5_000;

/**
 * Resolves when the run is over and stored, whatever its outcome. Opens its own transactions: none of the caller's may
 * be open around it. The actor must hold `manage`; how often it may ask is counted at the door it came by.
 */
export async function requestTestRun(
  actor: Actor,
  scriptId: string,
  { event, ...input }: TestRunInput,
): Promise<Result<ReadExecution>> {
  const example = event ? readExample(event, actor.limits.payloadBytes) : succeed(null);
  if (!example.ok) return example;
  const executionId = await runPrepared(actor, { ...input, scriptId, example: example.value });
  if (!executionId.ok) return executionId;
  return inTransaction(actor, (tx) => getExecution(tx, actor, executionId.value));
}

type Prepared = Omit<TestRunInput, "event"> & { scriptId: string; example: ExampleEvent | null };

async function runPrepared(actor: Actor, request: Prepared): Promise<Result<string>> {
  const prepared = await inTransaction(actor, (tx) => prepareTestRun(tx, actor, request));
  if (!prepared.ok) return prepared;
  const { order, workers } = prepared.value;
  const body = stringifyJson(order);
  if (Buffer.byteLength(body) > maxOrderBytes) return tooLarge;
  const waitMs = actor.limits.wallMs + patienceMs;
  const reply = await askWorkers(workers, { ...question, body, waitMs });
  return readReply(reply, order);
}

const question = {
  method: "POST",
  path: testRunPath,
  headers: { "content-type": "application/json" },
  maxAnswerBytes: 64 * 1024,
  isNotReady: ({ status, body }: WorkerAnswer) => status === 503 && body.includes('"not_ready"'),
};

const late = fail(
  "unavailable",
  "The run takes longer than it may. When it ends it is among the executions.",
  { retryAfterSeconds: 5 },
);

const failed = fail("unavailable", "The worker could not run this. Its log says why; try again.", {
  retryAfterSeconds: 5,
});

const tooLarge = fail("too_large", "Payload and source together are too large for a test run.");

function readReply(reply: WorkerReply, { dryRun }: TestRunOrder): Result<string> {
  if (reply.kind === "unreached") return noWorker;
  if (reply.kind === "lost") return lost(dryRun);
  if (reply.kind === "late") return late;
  const { status, headers, body } = reply;
  if (status === 429) {
    const retryAfterSeconds = Number(headers["retry-after"]) || 1;
    const detail = "This tenant's test runs are as many as may run at a time. Try again.";
    return fail("rate_limited", detail, { retryAfterSeconds });
  }
  if (status !== 200) {
    logger().error({ status }, "a worker did not do what it was asked");
    return failed;
  }
  return succeed(testRunReplySchema.parse(JSON.parse(body.toString())).executionId);
}

function lost(dryRun: boolean): Result<never> {
  const done = dryRun ? "Nothing was changed" : "What it had done by then stays done";
  const detail = `The worker was lost while it ran this. ${done}; try again.`;
  return fail("unavailable", detail, { retryAfterSeconds: 5 });
}
