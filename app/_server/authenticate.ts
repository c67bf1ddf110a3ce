// Who sent a request: a bearer key, looked up by its hash. The tenant comes from the key and nowhere else.
import { findApiKey } from "#db/repositories/api-keys.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor, Scope } from "#lib/tenancy/actor.ts";
import { hashOfBearer } from "#lib/tenancy/api-key.ts";
import { database } from "./database.ts";

export async function authenticate(request: Request, scope: Scope): Promise<Result<Actor>> {
  const hash = hashOfBearer(request.headers.get("authorization"));
  if (!hash) {
    return fail("unauthenticated", "Send an API key: Authorization: Bearer <api key>.");
  }
  const actor = await findApiKey(database(), hash);
  if (!actor) return fail("unauthenticated", "This API key is unknown or revoked.");
  if (!actor.scopes.includes(scope)) {
    return fail("forbidden", `This API key lacks the scope ${scope}.`);
  }
  return succeed(actor);
}
