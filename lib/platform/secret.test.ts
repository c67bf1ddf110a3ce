import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { deriveKey, readSecret } from "./secret.ts";

test("the same purpose gives the same key, another purpose another one", () => {
  const secret = randomBytes(32);
  expect(deriveKey(secret, "sessions")).toEqual(deriveKey(secret, "sessions"));
  expect(deriveKey(secret, "sessions")).not.toEqual(deriveKey(secret, "audit"));
  expect(deriveKey(randomBytes(32), "sessions")).not.toEqual(deriveKey(secret, "sessions"));
});

test("a secret is exactly 32 bytes of base64", () => {
  expect(readSecret(Buffer.alloc(32, 7).toString("base64"))).toEqual(Buffer.alloc(32, 7));
  expect(readSecret(Buffer.alloc(31).toString("base64"))).toBeNull();
  expect(readSecret("not a secret")).toBeNull();
  expect(readSecret(undefined)).toBeNull();
});
