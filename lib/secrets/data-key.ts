// The keys that secrets are sealed with: random, one for each generation, stored wrapped (docs/adr/0019).
import { randomBytes } from "node:crypto";
import { openBox, sealBox } from "./seal-box.ts";

export type WrappedKey = { generation: number; wrapped: Uint8Array };
export type DataKey = { generation: number; key: Buffer };

const keyBytes = 32;

export function createWrappedKey(wrapping: Uint8Array, generation: number): WrappedKey {
  const wrapped = sealBox(wrapping, placeOf(generation), randomBytes(keyBytes));
  return { generation, wrapped };
}

/** Throws what an operator must read: nothing that is sealed can be used. */
export function unwrapKey(wrapping: Uint8Array, { generation, wrapped }: WrappedKey): DataKey {
  const key = openBox(wrapping, placeOf(generation), wrapped);
  if (key) return { generation, key };
  throw new Error(
    `The key of secrets (generation ${generation}) does not open: SCRIPTBUS_SECRET is not the one it was made with.`,
  );
}

function placeOf(generation: number): string {
  return `scriptbus/secret-key/${generation}`;
}
