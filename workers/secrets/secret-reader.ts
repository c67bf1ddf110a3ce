// Secrets for runs, from the database at each call: a value that was changed is seen by the very next one.
import type { Sql } from "#db/client.ts";
import { findSealedSecret } from "#db/repositories/secrets-sealed.ts";
import { unwrapKey } from "#lib/secrets/data-key.ts";
import { openSecret } from "#lib/secrets/sealed-secret.ts";
import type { SecretReader } from "#lib/secrets/secret-reader.ts";

/** `wrapping` is given when the first secret is read: an instance without secrets needs no key. */
export function createSecretReader(sql: Sql, wrapping: () => Uint8Array): SecretReader {
  return {
    read: async (tenantId, name) => {
      const found = await findSealedSecret(sql, tenantId, name);
      if (!found) return null;
      return openSecret(unwrapKey(wrapping(), found), { tenantId, name }, found.sealed);
    },
  };
}
