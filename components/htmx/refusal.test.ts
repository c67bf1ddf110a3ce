import { expect, test } from "vitest";
import { refusalOf } from "./refusal.ts";

const problem = { contentType: "application/problem+json", requestId: "r-1" };

test("a problem says what happened in its own words", () => {
  const text = JSON.stringify({ title: "Not found", detail: "There is no such subscription." });
  expect(refusalOf({ ...problem, status: 404, text })).toEqual({
    title: "Not found",
    description: "There is no such subscription.",
    tone: "danger",
  });
});

test("what is our fault carries the request id", () => {
  const text = JSON.stringify({ title: "Unexpected error", detail: "It broke." });
  expect(refusalOf({ ...problem, status: 500, text }).description).toBe("It broke. Request r-1.");
});

test.each([
  ["a page", "text/html", "<h1>Bad gateway</h1>"],
  ["broken JSON", "application/json", "{"],
  ["other JSON", "application/json", "[1]"],
  ["a problem without words", "application/problem+json", '{"title":1,"detail":null}'],
])("%s instead of a problem is told by its status", (_what, contentType, text) => {
  expect(refusalOf({ status: 502, contentType, text, requestId: "r-2" })).toEqual({
    title: "Not done",
    description: "The server answered with status 502. Try again. Request r-2.",
    tone: "danger",
  });
});

test("without a request id none is named", () => {
  const answer = { status: 504, contentType: "text/plain", text: "", requestId: "" };
  expect(refusalOf(answer).description).toBe("The server answered with status 504. Try again.");
});
