// How a REST request enters: key → scope → rate → input → one tenant transaction → answer.
// Nothing else under app/api/v1 reads a request, checks a key or opens a transaction (but the ingest door).
import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import { parseInput } from "#lib/shared/parse-input.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { answer } from "./answer.ts";
import { authenticate } from "./authenticate.ts";
import { observe, type Trace } from "./observe.ts";
import type { Operation } from "./operation.ts";
import { limitManagement, limitOperation } from "./rate-limit.ts";
import { readJson } from "./read-body.ts";
import { type RouteContext, readParams, readQuery } from "./read-input.ts";
import { inTransaction } from "./transaction.ts";

export type Endpoint = (request: Request, context: RouteContext) => Promise<Response>;

type Input<P, Q, B> = {
  actor: Actor;
  params: P;
  query: Q;
  body: B;
  /** The body as it was sent, for payloads that must keep every digit. */
  bodyText: string;
};
export type ApiCall<P, Q, B> = Input<P, Q, B> & { tx: Tx };

/** `handler` runs inside one transaction of the actor's tenant; a failure it returns rolls everything back. */
export function defineApi<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  operation: Operation<P, Q, B>,
  handler: (
    call: ApiCall<z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<Result<unknown>> | Result<unknown>,
): Endpoint {
  return defineApiWithoutTransaction(operation, (input) =>
    inTransaction(input.actor, async (tx) => handler({ ...input, tx })),
  );
}

/** For what waits for something outside the database: `handler` opens its own, short transactions. */
export function defineApiWithoutTransaction<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
>(
  operation: Operation<P, Q, B>,
  handler: (input: Input<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Result<unknown>>,
): Endpoint {
  return (request, context) =>
    observe(request, async (trace) => {
      const input = await readInput(operation, { request, context, trace });
      return answer(operation.status, input.ok ? await handler(input.value) : input);
    });
}

type Arrival = { request: Request; context: RouteContext; trace: Trace };

async function readInput<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  operation: Operation<P, Q, B>,
  arrival: Arrival,
): Promise<Result<Input<z.output<P>, z.output<Q>, z.output<B>>>> {
  const actor = await admit(operation, arrival);
  if (!actor.ok) return actor;
  const params = await readParams(operation.params, arrival.context);
  if (!params.ok) return params;
  const query = readQuery(operation.query, arrival.request.url);
  if (!query.ok) return query;
  const body = await readBody(operation, arrival.request);
  if (!body.ok) return body;
  return succeed({
    actor: actor.value,
    params: params.value,
    query: query.value,
    body: body.value.value,
    bodyText: body.value.text,
  });
}

async function admit(
  operation: Pick<Operation, "id" | "scope" | "perMinute">,
  { request, trace }: Arrival,
): Promise<Result<Actor>> {
  const actor = await authenticate(request, operation.scope);
  if (!actor.ok) return actor;
  trace.tenantId = actor.value.tenantId;
  trace.keyId = actor.value.id;
  const refusal =
    (await limitManagement(actor.value)) ?? (await limitOperation(operation, actor.value));
  return refusal ? { ok: false, failure: refusal } : actor;
}

async function readBody<B extends z.ZodType>(
  { body: schema }: { body?: B },
  request: Request,
): Promise<Result<{ value: z.output<B>; text: string }>> {
  if (!schema) return succeed({ value: undefined as z.output<B>, text: "" });
  const json = await readJson(request);
  if (!json.ok) return json;
  const parsed = parseInput(schema, json.value.value, "body");
  return parsed.ok ? succeed({ value: parsed.value, text: json.value.text }) : parsed;
}
