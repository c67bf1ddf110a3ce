import { expect, test } from "vitest";
import { describeApiKey, makeApiKey } from "./api-key.ts";

test("a new key has 256 random bits behind sb_ and is found again by its hash", () => {
  const made = makeApiKey();
  expect(made.key).toMatch(/^sb_[A-Za-z0-9_-]{43}$/);
  expect(made.key.startsWith(made.prefix)).toBe(true);
  expect(describeApiKey(made.key)).toEqual(made);
  expect(makeApiKey().key).not.toBe(made.key);
});
