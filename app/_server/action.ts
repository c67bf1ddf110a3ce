// Server actions: the console's writes. Same checks as every door; an action answers, it never throws.
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import { logger } from "#lib/platform/logger.ts";
import type { Result } from "#lib/shared/failure.ts";
import type { Actor, Scope } from "#lib/tenancy/actor.ts";
import { admit } from "./console-request.ts";
import { type Trace, toFailure } from "./observe.ts";
import { readValue } from "./read-input.ts";
import type { Session } from "./session.ts";
import { inTransaction } from "./transaction.ts";

type Options<I extends z.ZodType> = {
  /** For the log, as noun.verb: `script.deploy`. */
  name: string;
  scope: Scope;
  input: I;
};
type AdmittedCall<I> = { actor: Actor; input: I; session: Session };
type Call<I> = AdmittedCall<I> & { tx: Tx };

/** `work` runs inside one transaction of the actor's tenant; a failure it returns rolls everything back. */
export function defineAction<I extends z.ZodType, T>(
  options: Options<I>,
  work: (call: Call<z.output<I>>) => Promise<Result<T>>,
): (input: z.input<I>) => Promise<Result<T>> {
  return defineActionWithoutTransaction(options, (call) =>
    inTransaction(call.actor, (tx) => work({ ...call, tx })),
  );
}

/** For work that commits by itself, as accepting events does: all the other checks are the same. */
export function defineActionWithoutTransaction<I extends z.ZodType, T>(
  options: Options<I>,
  work: (call: AdmittedCall<z.output<I>>) => Promise<Result<T>>,
): (input: z.input<I>) => Promise<Result<T>> {
  return async (input) => {
    const trace: Trace = { requestId: randomUUID() };
    const result = await run(options, { input, trace }, work).catch((error: unknown) => ({
      ok: false as const,
      failure: toFailure(error, trace),
    }));
    const outcome = result.ok ? "ok" : result.failure.code;
    logger().info({ ...trace, action: options.name, outcome }, "action");
    return result;
  };
}

async function run<I extends z.ZodType, T>(
  { scope, input: schema }: Options<I>,
  { input, trace }: { input: unknown; trace: Trace },
  work: (call: AdmittedCall<z.output<I>>) => Promise<Result<T>>,
): Promise<Result<T>> {
  const session = await admit({ headers: await headers(), scope, trace, isRead: false });
  if (!session.ok) return session;
  const value = readValue(schema, input, "input");
  if (!value.ok) return value;
  const { actor } = session.value;
  return work({ actor, input: value.value, session: session.value });
}
