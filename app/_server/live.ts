// Live reads for React Query: GET only, JSON, never a change.
import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import type { Result } from "#lib/shared/failure.ts";
import type { Actor, Scope } from "#lib/tenancy/actor.ts";
import { answer } from "./answer.ts";
import type { Endpoint } from "./api.ts";
import { admit } from "./console-request.ts";
import { defineRoute } from "./define-route.ts";
import { observe } from "./observe.ts";
import { readParams, readQuery } from "./read-input.ts";
import { inTransaction } from "./transaction.ts";

type Options<P extends z.ZodObject, Q extends z.ZodObject> = {
  scope: Scope;
  params?: P;
  query?: Q;
};
/** `now` is the database's clock, by which rows are told how long ago they were. */
type Call<P, Q> = { tx: Tx; actor: Actor; now: string; params: P; query: Q };

/** A whole route file: `export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(…)`. */
export function defineLive<P extends z.ZodObject, Q extends z.ZodObject>(
  { scope, params: paramsSchema, query: querySchema }: Options<P, Q>,
  read: (call: Call<z.output<P>, z.output<Q>>) => Promise<Result<unknown>>,
): ReturnType<typeof defineRoute> {
  return defineRead(scope, async (actor, request, context) => {
    const params = await readParams(paramsSchema, context);
    if (!params.ok) return params;
    const query = readQuery(querySchema, request.url);
    if (!query.ok) return query;
    const call = { actor, params: params.value, query: query.value };
    return inTransaction(actor, (tx, now) => read({ ...call, tx, now }));
  });
}

/** As `defineLive`, for a read that many share: who waits for somebody else's holds no connection meanwhile. */
export function defineSharedLive(
  { scope }: { scope: Scope },
  read: (actor: Actor) => Promise<Result<unknown>>,
): ReturnType<typeof defineRoute> {
  return defineRead(scope, async (actor, request) => {
    const query = readQuery(undefined, request.url);
    return query.ok ? read(actor) : query;
  });
}

type Read = (actor: Actor, ...call: Parameters<Endpoint>) => Promise<Result<unknown>>;

function defineRead(scope: Scope, read: Read): ReturnType<typeof defineRoute> {
  const GET: Endpoint = (request, context) =>
    observe(
      request,
      async (trace) => {
        const session = await admit({ headers: request.headers, scope, trace, isRead: true });
        if (!session.ok) return answer(200, session);
        return answer(200, await read(session.value.actor, request, context));
      },
      "debug",
    );
  return defineRoute({ GET });
}
