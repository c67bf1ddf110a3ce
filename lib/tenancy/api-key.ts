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
  return { key, prefix: key.slice(0, prefixLength), hash: hashKey(key) };
}

/** What finds the key that an `Authorization` header brings; null when it brings none. */
export function hashOfBearer(authorization: string | null | undefined): Buffer | null {
  const key = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(authorization?.trim() ?? "")?.[1];
  return key === undefined ? null : hashKey(key);
}

function hashKey(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}
