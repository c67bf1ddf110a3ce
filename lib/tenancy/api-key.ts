// API keys: how one is made and what is stored of it. The key itself is shown once.
import { createHash, randomBytes } from "node:crypto";

export type NewApiKey = {
  key: string;
  /** The first characters, so that a person can tell keys apart. */
  prefix: string;
  /** SHA-256 of the whole key: it has 256 random bits, so a slow hash would add nothing. */
  hash: Buffer;
};

const keyBytes = 32;
const prefixLength = 10;

export function makeApiKey(): NewApiKey {
  return describeApiKey(`sb_${randomBytes(keyBytes).toString("base64url")}`);
}

/** What is stored of a key that is already known. */
export function describeApiKey(key: string): NewApiKey {
  const hash = createHash("sha256").update(key).digest();
  return { key, prefix: key.slice(0, prefixLength), hash };
}
