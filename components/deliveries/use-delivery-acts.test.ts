import { expect, test } from "vitest";
import { sayDone } from "./use-delivery-acts.ts";

test("what was done is counted", () => {
  expect(sayDone("cancel", { done: 1, missed: 0 })).toEqual({ title: "Cancelled 1 delivery" });
  expect(sayDone("retryNow", { done: 1_200, missed: 0 })).toEqual({
    title: "Retrying 1,200 deliveries now",
  });
});

test("what was no longer possible is counted, too", () => {
  expect(sayDone("cancel", { done: 3, missed: 2 })).toEqual({
    title: "Cancelled 3 deliveries",
    description: "2 deliveries had finished already.",
    tone: "info",
  });
  expect(sayDone("retryNow", { done: 2, missed: 1 }).description).toBe(
    "1 delivery was not waiting for a retry any more.",
  );
});

test("when nothing could be done it says so", () => {
  expect(sayDone("cancel", { done: 0, missed: 1 })).toEqual({
    title: "Nothing was left to cancel",
    description: "1 delivery had finished already.",
    tone: "warning",
  });
});
