// How a page reads: signed in, or on the way to the sign-in; one tenant transaction; what is not there is a 404.
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Tx } from "#db/client.ts";
import type { Result } from "#lib/shared/failure.ts";
import type { Actor, Scope } from "#lib/tenancy/actor.ts";
import { readSession, type Session } from "./session.ts";
import { inTransaction } from "./transaction.ts";

/** Once for each request, however many parts of the page ask. Where nobody is signed in it leaves for the sign-in. */
export const requireSession = cache(async (): Promise<Session> => {
  const asked = await headers();
  const session = await readSession(asked);
  if (session) return session;
  const path = asked.get("x-scriptbus-path") ?? "/";
  redirect(path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`);
});

/**
 * `now` is the database's clock, by which rows are told how long ago they were. A refusal other than `not_found` reaches the page as a value: it says what is wrong with what was
 * asked.
 */
export async function readPage<T>(
  scope: Scope,
  read: (call: { tx: Tx; actor: Actor; now: string }) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { actor } = await requireSession();
  if (!actor.scopes.includes(scope)) notFound();
  const result = await inTransaction(actor, (tx, now) => read({ tx, actor, now }));
  if (!result.ok && result.failure.code === "not_found") notFound();
  return result;
}
