// The key that wraps the keys of secrets, derived from the instance's secret once per process.
import { env } from "#lib/platform/env.ts";
import { deriveKey } from "#lib/platform/secret.ts";

let key: Buffer | undefined;

export function wrappingKey(): Buffer {
  key ??= deriveKey(env("SCRIPTBUS_SECRET"), "secrets");
  return key;
}
