import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password.ts";

test("a password is verified against its own hash and no other", async () => {
  const stored = await hashPassword("correct horse battery staple");
  expect(await verifyPassword("correct horse battery staple", stored)).toBe(true);
  expect(await verifyPassword("correct horse battery stapler", stored)).toBe(false);
  expect(await verifyPassword("", stored)).toBe(false);
});

test("a hash names Argon2id, its costs and a salt that is new each time", async () => {
  const [one, other] = await Promise.all([hashPassword("same"), hashPassword("same")]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(one).not.toBe(other);
});

// Made by the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
test("a hash of another program with other costs is understood", async () => {
  const stored =
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  expect(await verifyPassword("password", stored)).toBe(true);
  expect(await verifyPassword("passwort", stored)).toBe(false);
});

test("one character typed in two ways is one password", async () => {
  const composed = "caf\u00e9";
  const decomposed = "cafe\u0301";
  expect(await verifyPassword(decomposed, await hashPassword(composed))).toBe(true);
});

const salt = "c29tZXNhbHRzb21lc2FsdA";
const hash = "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
test.each([
  ["nothing", ""],
  ["plain text", "secret"],
  ["bcrypt", "$2b$12$KIXQh9vYQ2YQ2YQ2YQ2YQ.abcdefghijklmnopqrstuvwxyzabcdefghi"],
  ["Argon2i", `$argon2i$v=19$m=19456,t=2,p=1$${salt}$${hash}`],
  ["the old version", `$argon2id$v=16$m=19456,t=2,p=1$${salt}$${hash}`],
  ["no passes", `$argon2id$v=19$m=19456,t=0,p=1$${salt}$${hash}`],
  ["too little memory for its lanes", `$argon2id$v=19$m=8,t=2,p=2$${salt}$${hash}`],
  ["a gigabyte of memory", `$argon2id$v=19$m=999999,t=2,p=1$${salt}$${hash}`],
  ["hours of passes", `$argon2id$v=19$m=19456,t=99,p=1$${salt}$${hash}`],
  ["no hash", `$argon2id$v=19$m=19456,t=2,p=1$${salt}$`],
  ["something behind it", `$argon2id$v=19$m=19456,t=2,p=1$${salt}$${hash}$x`],
])("a stored hash that is %s verifies nothing", async (_what, stored) => {
  expect(await verifyPassword("secret", stored)).toBe(false);
});
