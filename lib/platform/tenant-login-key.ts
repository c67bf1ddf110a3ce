// The key that the passwords of tenants' logins are derived from (decision 36).
import { env } from "#lib/platform/env.ts";
import { deriveKey } from "#lib/platform/secret.ts";

let key: Buffer | undefined;

export function tenantLoginKey(): Buffer {
  key ??= deriveKey(env("SCRIPTBUS_SECRET"), "tenant-login");
  return key;
}
