import { expect, test } from "vitest";
import { adviseOnLetter, describeLetter, type LetterFacts } from "./letter-sentence.ts";

const facts: LetterFacts = {
  scriptName: "sync-crm",
  version: 3,
  eventType: "crm.client.updated",
  attempts: 4,
  maxAttempts: 4,
  error: { name: "TypeError", message: "x is not a function" },
  state: "open",
  replayable: true,
  lastStatus: "failed",
};
const say = (fields: Partial<LetterFacts>) =>
  describeLetter({ ...facts, ...fields }).replace(/[\u2068\u2069]/g, "");

test("a letter says who failed how often at what", () => {
  expect(say({})).toBe("sync-crm v3 failed on the last of 4 attempts for crm.client.updated");
  expect(say({ lastStatus: "timed_out" })).toBe(
    "sync-crm v3 timed out on the last of 4 attempts for crm.client.updated",
  );
  expect(say({ attempts: 1, maxAttempts: 1 })).toBe(
    "sync-crm v3 failed on its only attempt for crm.client.updated",
  );
});

test("a name that turns the direction of writing turns only itself", () => {
  const sentence = describeLetter({ ...facts, scriptName: "a\u202eb" });
  expect(sentence).toMatch(/^\u2068a\u202eb\u2069 v3 failed/);
});

test("a letter that died early says why", () => {
  const error = { name: "NonRetryableError", message: "no such carrier" };
  expect(say({ attempts: 1, error })).toBe(
    "sync-crm v3 asked for no retry on attempt 1 of 4 for crm.client.updated",
  );
  expect(say({ attempts: 0, lastStatus: "crashed" })).toBe(
    "sync-crm v3 crashed its sandbox too often for crm.client.updated",
  );
});

test("a letter whose script is gone without a trace still reads", () => {
  expect(say({ scriptName: null })).toMatch(/^A deleted script v3 failed/);
});

test("each state says what there is to do", () => {
  const advice = (["open", "replaying", "resolved", "discarded"] as const).map((state) =>
    adviseOnLetter({ state, replayable: true }),
  );
  expect(new Set(advice).size).toBe(4);
  expect(adviseOnLetter({ state: "open", replayable: false })).toMatch(/was deleted/);
});
