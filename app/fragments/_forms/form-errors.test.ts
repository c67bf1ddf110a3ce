import { expect, test } from "vitest";
import { errorsByField } from "./form-errors.ts";

const failure = { code: "invalid_input", detail: "The form is not valid; see errors." } as const;

test("a fault stands at its field, the first of several", () => {
  const errors = [
    { path: "priority", message: "too big" },
    { path: "priority", message: "not whole" },
    { path: "eventType", message: "is required" },
  ];
  expect(errorsByField({ ...failure, errors }, ["priority", "eventType"])).toEqual({
    priority: "too big",
    eventType: "is required",
  });
});

test("what has no field stands above the form", () => {
  const errors = [{ path: "breaker", message: "unknown field" }];
  expect(errorsByField({ ...failure, errors }, ["priority"])).toEqual({
    "": "breaker: unknown field",
  });
});

test("a conflict says its detail", () => {
  const conflict = { code: "conflict", detail: "A script has at most 20 subscriptions." } as const;
  expect(errorsByField(conflict, ["priority"])).toEqual({ "": conflict.detail });
});
