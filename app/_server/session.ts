// From a request's cookie to who asks, and in which tenant.
import { findSession } from "#db/repositories/sessions.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor, Scope } from "#lib/tenancy/actor.ts";
import type { Person } from "#lib/tenancy/person.ts";
import { readTokenHash } from "./auth.ts";
import { database } from "./database.ts";

export type Session = { actor: Actor; person: Person; tokenHash: Uint8Array };

/** Null when nobody is signed in. */
export async function readSession(headers: Headers): Promise<Session | null> {
  const tokenHash = await readTokenHash(headers);
  if (!tokenHash) return null;
  const found = await findSession(database(), tokenHash);
  return found ? { ...found, tokenHash } : null;
}

/** The signed-in actor, when their role holds the scope. */
export async function admitPerson(headers: Headers, scope: Scope): Promise<Result<Session>> {
  const session = await readSession(headers);
  if (!session) return fail("unauthenticated", "You are signed out. Sign in and try again.");
  if (session.actor.scopes.includes(scope)) return succeed(session);
  const { role, tenant } = session.person;
  return fail("forbidden", `Your role in ${tenant.name} (${role}) does not allow this.`);
}
