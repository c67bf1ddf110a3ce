import { expect, test } from "vitest";
import { faultAt, problemsOfRun } from "./run-problems.ts";

const error = { name: "RangeError", message: "no room", line: 9, column: 3 };
const refused = (errors: { path: string; message: string; line?: number; column?: number }[]) =>
  ({ code: "invalid_input", detail: "The input is not valid.", errors }) as const;

test("a run's error is marked where it was thrown", () => {
  expect(problemsOfRun({ last: { error }, failure: null })).toEqual([
    { line: 9, column: 3, message: "RangeError: no room" },
  ]);
});

test("what ended without an error, or outside of the source, is marked nowhere", () => {
  expect(problemsOfRun({ last: { error: null }, failure: null })).toEqual([]);
  const outside = { name: "Timeout", message: "after 30 s" };
  expect(problemsOfRun({ last: { error: outside }, failure: null })).toEqual([]);
});

test("a source that was refused is marked instead of the run before", () => {
  const failure = refused([
    { path: "source", message: "Expression expected", line: 1, column: 11 },
  ]);
  expect(problemsOfRun({ last: { error }, failure })).toEqual([
    { line: 1, column: 11, message: "Expression expected" },
  ]);
});

test("what is wrong with the payload is said at its field and marks no line of the source", () => {
  const failure = refused([{ path: "event.data", message: "is not JSON", line: 2, column: 1 }]);
  expect(problemsOfRun({ last: { error }, failure })).toEqual([]);
  expect(faultAt(failure, "event.data")).toBe("is not JSON");
  expect(faultAt(failure, "event.type")).toBeUndefined();
  expect(faultAt(null, "event.type")).toBeUndefined();
});

test("a message that would turn the line around is shown as escapes", () => {
  const turned = { ...error, message: "a\u202Eb" };
  const [problem] = problemsOfRun({ last: { error: turned }, failure: null });
  expect(problem?.message).toBe("RangeError: a\\u202eb");
});
