// sdk.events.subscribe on the host's side: a script of kind http_endpoint subscribes itself.
import * as crypto from "node:crypto";
import { z } from "zod";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { describeFilterError } from "#lib/filters/fail-filter.ts";
import type { Failure } from "#lib/shared/failure.ts";
import { newSubscriptionSchema } from "#lib/subscriptions/subscription-schema.ts";
import { defineCall } from "../define-call.ts";
import { type HostRun, type SdkCall, SdkError } from "../room.ts";
import type { Subscriber } from "./subscriber.ts";

const { shape } = newSubscriptionSchema;

const eventType = z
  .string("type is a text: an event type, a prefix such as order.*, or *")
  .pipe(shape.eventType);

/** The stub sends an object as its text. */
const filter = z
  .string("filter is an expression, such as $.amount > 100, or a JSON object")
  .superRefine((text, context) => {
    const compiled = compileFilter(text);
    if (compiled.ok) return;
    const { line, column } = compiled.error;
    const where = `line ${line}, column ${column}`;
    const message = `filter: ${describeFilterError(compiled.error)} (${where})`;
    context.addIssue({ code: "custom", message });
  })
  .nullable();

/** Without their defaults: what the script does not name is left as it is. */
const options = z.strictObject(
  {
    priority: shape.priority.unwrap().optional(),
    retryCount: shape.retryCount.unwrap().optional(),
    backoff: shape.backoff.unwrap().optional(),
    orderingKey: shape.orderingKey.unwrap().optional(),
    onLoop: shape.onLoop.unwrap().optional(),
  },
  {
    error: ({ code, keys }) =>
      code === "unrecognized_keys"
        ? `subscribe has no option "${String(keys?.[0]).slice(0, 64)}"`
        : "options is an object { priority?, retryCount?, backoff?, orderingKey?, onLoop? }",
  },
);

export function defineSubscribe(subscriber: Subscriber): SdkCall {
  return defineCall({
    usage: "sdk.events.subscribe(type, filter?, options?)",
    args: z.tuple([eventType, filter, options]),
    target: ([type]) => type,
    rehearse: ({ run }) => {
      refuseHandlers(run);
      return crypto.randomUUIDv7();
    },
    perform: async ({ run, args: [eventType, filter, options] }) => {
      refuseHandlers(run);
      const { tenantId, scriptId } = run.script;
      const result = await subscriber.subscribe({ tenantId, scriptId, eventType, filter, options });
      if (!result.ok) throw errorOf(result.failure);
      return result.value;
    },
  });
}

/** A handler that subscribed would change what it is run for; its subscriptions are a person's to make. */
function refuseHandlers({ script }: HostRun): void {
  if (script.kind === "http_endpoint") return;
  const message =
    "sdk.events.subscribe works only in scripts of kind http_endpoint; subscribe this script in the console or by the API";
  throw new SdkError("TypeError", message);
}

function errorOf({ code, detail }: Failure): SdkError {
  if (code === "conflict") return new SdkError("SubscriptionLimitError", detail);
  return new SdkError("TypeError", `sdk.events.subscribe: ${detail}`);
}
