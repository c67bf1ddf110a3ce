import { expect, test } from "vitest";
import { explainStored } from "./stored-filters.ts";

const at = new Date("2026-01-01T00:00:00Z");
const event = {
  type: "a.b",
  source: "api",
  subject: null,
  time: at,
  hop: 0,
  replayOf: null,
  receivedAt: at,
  data: '{"amount":40}',
};
const stored = (filter: string | null, id = "1") => ({ id, filter, updatedAt: at });

test("each filter is told with what it says, one that cannot be read without its parts", () => {
  const told = explainStored([stored("$.amount > 1"), stored("$.amount =", "2")], event);
  expect(told.get("1")).toMatchObject({ matches: true, isChanged: false });
  expect(told.get("2")).toMatchObject({ matches: false, explanation: null });
  expect(explainStored([stored(null)], event).size).toBe(0);
});

test("what there is no time for is left out", () => {
  expect(explainStored([stored("$.amount > 1")], event, 0).size).toBe(0);
});
