// Gives a tenant an API key. Only its hash is stored.
import type { Tx } from "#db/client.ts";
import { apiKeys } from "#db/schema/tenants.ts";
import type { Actor, Scope } from "#lib/tenancy/actor.ts";
import type { NewApiKey } from "#lib/tenancy/api-key.ts";
import { appendAudit } from "./audit.ts";

/** A key that is stored already, be it revoked, is left as it is. */
export async function issueApiKey(
  tx: Tx,
  actor: Actor,
  input: { name: string; scopes: readonly Scope[]; apiKey: NewApiKey },
): Promise<void> {
  const { name, scopes, apiKey } = input;
  const { prefix, hash } = apiKey;
  const [row] = await tx
    .insert(apiKeys)
    .values({ tenantId: actor.tenantId, name, prefix, hash, scopes: [...scopes] })
    .onConflictDoNothing({ target: apiKeys.hash })
    .returning({ id: apiKeys.id });
  if (!row) return;
  const details = { name, prefix, scopes };
  await appendAudit(tx, actor, { action: "api_key.create", target: `api key ${row.id}`, details });
}
