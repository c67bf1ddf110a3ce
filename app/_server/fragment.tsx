// Fragments: one request of htmx, one piece of HTML back. What goes wrong is a problem document, which the island
// shows as a toast, unless the fragment draws its refusals itself (a form with the faults at its fields).
import type { ReactNode } from "react";
import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import { type Failure, failureCodes, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor, Scope } from "#lib/tenancy/actor.ts";
import { answerProblem } from "./answer.ts";
import type { Endpoint } from "./api.ts";
import { admit } from "./console-request.ts";
import { renderHtml } from "./html.tsx";
import { observe } from "./observe.ts";
import { type RouteContext, readForm, readParams, readQuery, readValue } from "./read-input.ts";
import { inTransaction } from "./transaction.ts";

export type Html = { node: ReactNode; headers?: Record<string, string> };

type Fields = Record<string, string>;
type Input<P, Q, F> = { actor: Actor; params: P; query: Q; form: F };
type Call<P, Q, F> = Input<P, Q, F> & { tx: Tx };
/** `fields` are those that were sent, so that a form keeps what a person typed. */
export type Refusal<P> = {
  tx: Tx;
  actor: Actor;
  params: P;
  fields: Fields;
  failure: Failure;
};

type Options<P extends z.ZodObject, Q extends z.ZodObject, F extends z.ZodType> = {
  scope: Scope;
  params?: P;
  query?: Q;
  /** Reads the sent fields; a fragment without it takes no body. */
  form?: F;
  /** Draws a refused input or a conflict, in a transaction of its own. */
  refused?: (refusal: Refusal<z.output<P>>) => Promise<ReactNode>;
};

/** `work` runs inside one transaction of the actor's tenant; a failure it returns rolls everything back. */
export function defineFragment<P extends z.ZodObject, Q extends z.ZodObject, F extends z.ZodType>(
  options: Options<P, Q, F>,
  work: (call: Call<z.output<P>, z.output<Q>, z.output<F>>) => Promise<Result<Html>>,
): Endpoint {
  return defineFragmentWithoutTransaction(options, (input) =>
    inTransaction(input.actor, (tx) => work({ ...input, tx })),
  );
}

/** For what is done outside of the platform's database: `work` opens its own, short transactions. */
export function defineFragmentWithoutTransaction<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  F extends z.ZodType,
>(
  options: Options<P, Q, F>,
  work: (input: Input<z.output<P>, z.output<Q>, z.output<F>>) => Promise<Result<Html>>,
): Endpoint {
  return (request, context) =>
    observe(request, async (trace) => {
      const isRead = request.method === "GET";
      const { scope } = options;
      const session = await admit({ headers: request.headers, scope, trace, isRead });
      if (!session.ok) return answerProblem(session.failure);
      return answerPerson(options, { request, context, actor: session.value.actor }, work);
    });
}

type Arrival = { request: Request; context: RouteContext; actor: Actor };

async function answerPerson<P extends z.ZodObject, Q extends z.ZodObject, F extends z.ZodType>(
  options: Options<P, Q, F>,
  { request, context, actor }: Arrival,
  work: (input: Input<z.output<P>, z.output<Q>, z.output<F>>) => Promise<Result<Html>>,
): Promise<Response> {
  const params = await readParams(options.params, context);
  if (!params.ok) return answerProblem(params.failure);
  const query = readQuery(options.query, request.url);
  if (!query.ok) return answerProblem(query.failure);
  const fields = options.form ? await readForm(request) : succeed({});
  if (!fields.ok) return answerProblem(fields.failure);
  const form = readFields(options.form, fields.value);
  const call = { actor, params: params.value, query: query.value };
  const result = form.ok ? await work({ ...call, form: form.value }) : form;
  if (result.ok) return answerHtml(200, result.value);
  const refusal = { actor, params: params.value, fields: fields.value, failure: result.failure };
  return refuse(options, refusal);
}

function readFields<F extends z.ZodType>(
  schema: F | undefined,
  fields: Fields,
): Result<z.output<F>> {
  return schema ? readValue(schema, fields, "form") : succeed(undefined as z.output<F>);
}

async function refuse<P extends z.ZodObject, Q extends z.ZodObject, F extends z.ZodType>(
  { refused }: Options<P, Q, F>,
  refusal: Omit<Refusal<z.output<P>>, "tx">,
): Promise<Response> {
  const { failure, actor } = refusal;
  const isDrawn = failure.code === "invalid_input" || failure.code === "conflict";
  if (!refused || !isDrawn) return answerProblem(failure);
  const drawn = await inTransaction(actor, async (tx) =>
    succeed({ node: await refused({ ...refusal, tx }) }),
  );
  if (!drawn.ok) return answerProblem(drawn.failure);
  return answerHtml(failureCodes[failure.code].status, drawn.value);
}

async function answerHtml(status: number, { node, headers }: Html): Promise<Response> {
  return new Response(await renderHtml(node), {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      ...headers,
    },
  });
}
