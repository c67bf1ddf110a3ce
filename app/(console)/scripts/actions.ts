"use server";
// What the console changes about scripts: the same functions as REST, in one transaction each.
import { z } from "zod";
import { defineAction } from "#app/_server/action.ts";
import * as versions from "#db/repositories/script-versions.ts";
import * as scripts from "#db/repositories/scripts.ts";
import { createSubscription } from "#db/repositories/subscriptions.ts";
import { deploymentSchema, newScriptSchema, newVersionSchema } from "#lib/scripts/script-schema.ts";
import { type Failure, type Result, succeed } from "#lib/shared/failure.ts";
import { idSchema } from "#lib/shared/schemas.ts";
import { newSubscriptionSchema } from "#lib/subscriptions/subscription-schema.ts";

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

/** The fields of a part, named as the form that holds both parts names them. */
function below(part: string, failure: Failure): Failure {
  if (!failure.errors) return failure;
  const errors = failure.errors.map((error) => ({ ...error, path: `${part}.${error.path}` }));
  return { ...failure, errors };
}
