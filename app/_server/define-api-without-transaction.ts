// A REST operation that waits for something outside the database: the same way in as `defineApi` (key → scope → rate →
// input → answer), and no transaction around it. The handler opens its own, short ones.
import type { z } from "zod";
import { type Failure, type Result, succeed } from "#lib/shared/failure.ts";
import { parseInput } from "#lib/shared/parse-input.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { answer } from "./answer.ts";
import type { Endpoint } from "./api.ts";
import { authenticate } from "./authenticate.ts";
import { observe, type Trace } from "./observe.ts";
import type { Operation } from "./operation.ts";
import { limitManagement, limitRate } from "./rate-limit.ts";
import { readJson } from "./read-body.ts";
import { type RouteContext, readParams } from "./read-input.ts";

type WaitingCall<P, B> = { actor: Actor; params: P; body: B; bodyText: string };

type Arrival = { request: Request; context: RouteContext; trace: Trace };

export function defineApiWithoutTransaction<P extends z.ZodObject, B extends z.ZodType>(
  operation: Operation<P, z.ZodObject, B>,
  handler: (call: WaitingCall<z.output<P>, z.output<B>>) => Promise<Result<unknown>>,
): Endpoint {
  return (request, context) =>
    observe(request, async (trace) => {
      const call = await readCall(operation, { request, context, trace });
      return answer(operation.status, call.ok ? await handler(call.value) : call);
    });
}

async function readCall<P extends z.ZodObject, B extends z.ZodType>(
  operation: Operation<P, z.ZodObject, B>,
  { request, context, trace }: Arrival,
): Promise<Result<WaitingCall<z.output<P>, z.output<B>>>> {
  const actor = await authenticate(request, operation.scope);
  if (!actor.ok) return actor;
  trace.tenantId = actor.value.tenantId;
  trace.keyId = actor.value.id;
  const refusal = await refuseRate(operation, actor.value);
  if (refusal) return { ok: false, failure: refusal };
  const params = await readParams(operation.params, context);
  if (!params.ok) return params;
  const body = await readBody(operation, request);
  if (!body.ok) return body;
  return succeed({ actor: actor.value, params: params.value, ...body.value });
}

async function readBody<B extends z.ZodType>(
  { id, body: schema }: { id: string; body?: B },
  request: Request,
): Promise<Result<{ body: z.output<B>; bodyText: string }>> {
  if (!schema) throw new Error(`${id} takes no body`);
  const json = await readJson(request);
  if (!json.ok) return json;
  const parsed = parseInput(schema, json.value.value, "body");
  return parsed.ok ? succeed({ body: parsed.value, bodyText: json.value.text }) : parsed;
}

async function refuseRate(
  { id, perMinute }: Pick<Operation, "id" | "perMinute">,
  actor: Actor,
): Promise<Failure | null> {
  const refusal = await limitManagement(actor);
  if (refusal || !perMinute) return refusal;
  return limitRate({ name: id, key: actor.tenantId, points: perMinute, seconds: 60, cost: 1 });
}
