// The instance has one secret (32 bytes); every key in use is derived from it, each for one purpose.
// The secret itself signs and encrypts nothing.
import { hkdfSync } from "node:crypto";

const SECRET_BYTES = 32;
const SALT = "scriptbus/v1";

/** Reads the base64 form of the secret; null when it is not exactly 32 bytes. */
export function readSecret(base64: string | undefined): Buffer | null {
  const secret = Buffer.from(base64 ?? "", "base64");
  return secret.length === SECRET_BYTES ? secret : null;
}

/** A 32-byte key for one purpose (HKDF-SHA-256, RFC 5869). The same purpose always gives the same key. */
export function deriveKey(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, SALT, purpose, SECRET_BYTES));
}
