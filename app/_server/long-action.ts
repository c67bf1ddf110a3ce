// Writes of the console that take seconds. Next answers the server actions of a page one after the other, so that such
// a one would hold up all that are asked for after it. These are routes which the page fetches; the checks are the same.
import type { z } from "zod";
import type { Result } from "#lib/shared/failure.ts";
import { parseInput } from "#lib/shared/parse-input.ts";
import type { Actor, Scope } from "#lib/tenancy/actor.ts";
import { answer } from "./answer.ts";
import { admit } from "./console-request.ts";
import { defineRoute } from "./define-route.ts";
import { observe } from "./observe.ts";
import { readJson } from "./read-body.ts";
import { readParams } from "./read-input.ts";

type Options<P extends z.ZodObject, I extends z.ZodType> = { scope: Scope; params: P; input: I };
type Call<P, I> = { actor: Actor; params: P; input: I };

/** A whole route file with POST alone. `work` opens its own, short transactions and waits between them. */
export function defineLongAction<P extends z.ZodObject, I extends z.ZodType>(
  { scope, params: paramsSchema, input: inputSchema }: Options<P, I>,
  work: (call: Call<z.output<P>, z.output<I>>) => Promise<Result<unknown>>,
): ReturnType<typeof defineRoute> {
  return defineRoute({
    POST: (request, context) =>
      observe(request, async (trace) => {
        const session = await admit({ headers: request.headers, scope, trace, isRead: false });
        if (!session.ok) return answer(200, session);
        const params = await readParams(paramsSchema, context);
        if (!params.ok) return answer(200, params);
        const body = await readJson(request);
        if (!body.ok) return answer(200, body);
        const input = parseInput(inputSchema, body.value.value, "input");
        if (!input.ok) return answer(200, input);
        const { actor } = session.value;
        return answer(200, await work({ actor, params: params.value, input: input.value }));
      }),
  });
}
