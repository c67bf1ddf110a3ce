import { expect, test } from "vitest";
import type { DemoEvent } from "#lib/demo/demo-event.ts";
import { inBatches, publishEvents } from "./publish-events.ts";

function event(id: string, bytes = 10): DemoEvent {
  return { id, type: "a.b", source: "test", data: "x".repeat(bytes) };
}

test("batches keep the order, hold 100 events at most and about a megabyte", () => {
  const small = Array.from({ length: 250 }, (_, n) => event(`${n}`));
  expect(inBatches(small).map((batch) => batch.length)).toEqual([100, 100, 50]);
  expect(inBatches(small).flat()).toEqual(small);
  const large = ["a", "b", "c"].map((id) => event(id, 600_000));
  expect(inBatches(large).map((batch) => batch.length)).toEqual([1, 1, 1]);
  expect(inBatches([])).toEqual([]);
});

test("what the door refuses is told by id and reason, the others count", async () => {
  const post = async () => ({
    items: [
      { index: 0, status: 202, duplicate: true },
      { index: 1, status: 413, problem: { detail: "too large" } },
      { index: 2, status: 422 },
    ],
  });
  const events = ["a", "b", "c"].map((id) => event(id));
  expect(await publishEvents({ get: post, post, put: post }, events)).toEqual({
    accepted: 1,
    duplicates: 1,
    refused: [
      { id: "b", reason: "too large" },
      { id: "c", reason: "status 422" },
    ],
  });
});
