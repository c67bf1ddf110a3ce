// One secret of one tenant, sealed for its tenant, its name and the key's generation.
import type { DataKey } from "./data-key.ts";
import { openBox, sealBox } from "./seal-box.ts";

export type SecretOwner = { tenantId: string; name: string };

export function sealSecret(key: DataKey, owner: SecretOwner, value: string): Buffer {
  return sealBox(key.key, placeOf(key, owner), Buffer.from(value));
}

/** Throws when the row was changed, or was sealed for another tenant or name. */
export function openSecret(key: DataKey, owner: SecretOwner, sealed: Uint8Array): string {
  const value = openBox(key.key, placeOf(key, owner), sealed);
  if (value) return value.toString("utf8");
  throw new Error(
    `The secret ${owner.name} of tenant ${owner.tenantId} does not open: its row was changed after it was sealed.`,
  );
}

function placeOf({ generation }: DataKey, { tenantId, name }: SecretOwner): string {
  return `scriptbus/secret/${generation}/${tenantId}/${name}`;
}
