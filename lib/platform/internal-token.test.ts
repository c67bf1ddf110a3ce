import { afterAll, expect, test, vi } from "vitest";
import { internalToken, isInternalCall } from "./internal-token.ts";

vi.stubEnv("SCRIPTBUS_SECRET", Buffer.alloc(32, 7).toString("base64"));
afterAll(() => vi.unstubAllEnvs());

test("only the token derived from the instance's secret is let in", () => {
  const token = internalToken();
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(isInternalCall(`Bearer ${token}`)).toBe(true);
  expect(isInternalCall(`bearer ${token}`)).toBe(true);
  const others = [
    undefined,
    "",
    "Bearer",
    "Bearer ",
    token,
    `Basic ${token}`,
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}`,
    `Bearer ${token} ${token}`,
    `Bearer ${Buffer.alloc(32, 7).toString("base64")}`,
  ];
  for (const other of others) expect(isInternalCall(other)).toBe(false);
});

test("the token is not the secret, nor the key of anything else", async () => {
  const { deriveKey } = await import("./secret.ts");
  const secret = Buffer.alloc(32, 7);
  const others = [secret, ...["audit", "sessions", "internal"].map((it) => deriveKey(secret, it))];
  for (const key of others) expect(internalToken()).not.toBe(key.toString("base64url"));
});
