// Who sent a request: a bearer key, looked up by its hash. The tenant comes from the key and nowhere else.
import { createHash } from "node:crypto";
import { findApiKey } from "#db/repositories/api-keys.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor, Scope } from "#lib/tenancy/actor.ts";
import { database } from "./database.ts";

export async function authenticate(request: Request, scope: Scope): Promise<Result<Actor>> {
  const key = bearerKey(request.headers.get("authorization"));
  if (!key) {
    return fail("unauthenticated", "Send an API key: Authorization: Bearer <api key>.");
  }
  const actor = await findApiKey(database(), createHash("sha256").update(key).digest());
  if (!actor) return fail("unauthenticated", "This API key is unknown or revoked.");
  if (!actor.scopes.includes(scope)) {
    return fail("forbidden", `This API key lacks the scope ${scope}.`);
  }
  return succeed(actor);
}

function bearerKey(header: string | null): string | null {
  return /^Bearer +([\x21-\x7e]{1,512})$/i.exec(header?.trim() ?? "")?.[1] ?? null;
}
