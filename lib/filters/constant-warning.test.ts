import { expect, test } from "vitest";
import { checkFilter } from "./check-filter.ts";

const warningsOf = (filter: string | object) =>
  checkFilter({ filter: typeof filter === "string" ? filter : { ...filter } }, new Date()).warnings;

test.each(["true", "[1]", "5", '"x"', "[]", "1 < 2", "exists(null)", "!false"])(
  "%s is true for every event",
  (filter) => {
    expect(warningsOf(filter)).toEqual([
      "The filter reads nothing of the event: it is true for every one.",
    ]);
  },
);

test.each(["false", "null", '""', "0", "[1].includes(2)"])("%j is true for no event", (filter) => {
  expect(warningsOf(filter)).toEqual([
    "The filter reads nothing of the event: it is true for none.",
  ]);
});

test.each([{}, " { } ", "$.a", "$", "event.replay", "true || $.a", { a: 1 }])(
  "%j reads the event, or asks for nothing on purpose",
  (filter) => {
    expect(warningsOf(filter)).toBeUndefined();
  },
);
