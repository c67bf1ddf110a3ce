"use server";
// What the console changes about scripts: the same functions as REST, in one transaction each but for test runs.
import { z } from "zod";
import { defineAction, defineActionWithoutTransaction } from "#app/_server/action.ts";
import { testRunOperations } from "#app/_server/operations/test-runs.ts";
import { limitRate } from "#app/_server/rate-limit.ts";
import { requestTestRun } from "#app/_server/test-run.ts";
import { inTransaction } from "#app/_server/transaction.ts";
import { getExecutionProgress } from "#db/repositories/execution-detail.ts";
import * as versions from "#db/repositories/script-versions.ts";
import * as scripts from "#db/repositories/scripts.ts";
import { createSubscription } from "#db/repositories/subscriptions.ts";
import { deploymentSchema, newScriptSchema, newVersionSchema } from "#lib/scripts/script-schema.ts";
import { testRunInputSchema } from "#lib/scripts/test-run-schema.ts";
import { type Failure, type Result, succeed } from "#lib/shared/failure.ts";
import { idSchema } from "#lib/shared/schemas.ts";
import { newSubscriptionSchema } from "#lib/subscriptions/subscription-schema.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

const newScript = z.strictObject({
  script: newScriptSchema,
  /** The first one, made together with the script or not at all. */
  subscription: newSubscriptionSchema.pick({ eventType: true, filter: true }).nullable(),
});

export const createScript = defineAction(
  { name: "script.create", scope: "manage", input: newScript },
  async ({ tx, actor, input: { script, subscription } }): Promise<Result<{ id: string }>> => {
    const made = await scripts.createScript(tx, actor, script);
    if (!made.ok) return { ok: false, failure: below("script", made.failure) };
    const { id } = made.value;
    if (!subscription) return succeed({ id });
    const wish = newSubscriptionSchema.parse({ ...subscription, scriptId: id });
    const subscribed = await createSubscription(tx, actor, wish);
    if (!subscribed.ok) return { ok: false, failure: below("subscription", subscribed.failure) };
    return succeed({ id });
  },
);

const savedVersion = newVersionSchema
  .pick({ source: true, note: true })
  .extend({ scriptId: idSchema, baseVersion: deploymentSchema.shape.version });

/** `baseVersion` is the newest one the author knew of: with a newer one it is a conflict. */
export const saveVersion = defineAction(
  { name: "script.save", scope: "manage", input: savedVersion },
  ({ tx, actor, input: { scriptId, ...input } }) =>
    versions.createVersion(tx, actor, { scriptId, input: { ...input, deploy: false } }),
);

const deployment = deploymentSchema.extend({
  scriptId: idSchema,
  /** What was deployed when the person decided. */
  before: deploymentSchema.shape.version,
});

export const deployVersion = defineAction(
  { name: "script.deploy", scope: "manage", input: deployment },
  ({ tx, actor, input }) => versions.deployVersion(tx, actor, input),
);

const removal = z.strictObject({
  scriptId: idSchema,
  /** The person was told of its active subscriptions; those that came since then hold it up. */
  force: z.boolean(),
});

export const deleteScript = defineAction(
  { name: "script.delete", scope: "manage", input: removal },
  ({ tx, actor, input: { scriptId, force } }) =>
    scripts.deleteScript(tx, actor, { id: scriptId, force }),
);

const testRun = z.strictObject({ scriptId: idSchema, input: testRunInputSchema });

/** Waits for the run with no transaction open; counted together with the test runs of REST. */
export const runTest = defineActionWithoutTransaction(
  { name: "script.test", scope: "manage", input: testRun },
  async ({ actor, input: { scriptId, input } }) => {
    const refusal = await limitTestRuns(actor);
    if (refusal) return { ok: false, failure: refusal };
    const run = await requestTestRun(actor, scriptId, input);
    if (!run.ok) return run;
    return inTransaction(actor, (tx) => getExecutionProgress(tx, actor, run.value.id));
  },
);

async function limitTestRuns({ tenantId: key }: Actor): Promise<Failure | null> {
  const { id: name, perMinute: points } = testRunOperations.create;
  return points ? limitRate({ name, key, points, seconds: 60, cost: 1 }) : null;
}

/** The fields of a part, named as the form that holds both parts names them. */
function below(part: string, failure: Failure): Failure {
  if (!failure.errors) return failure;
  const errors = failure.errors.map((error) => ({ ...error, path: `${part}.${error.path}` }));
  return { ...failure, errors };
}
