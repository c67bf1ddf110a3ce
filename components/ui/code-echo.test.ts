import { expect, test } from "vitest";
import { createEcho } from "#components/ui/code-echo.ts";

test("texts that return late are echoes, in whatever order they are skipped", () => {
  const echo = createEcho();
  for (const text of ["a", "ab", "abc"]) echo.send(text);
  expect(echo.receive("ab")).toBe(true);
  expect(echo.receive("abc")).toBe(true);
});

test("a text that nobody typed is the owner's own", () => {
  const echo = createEcho();
  echo.send("a");
  expect(echo.receive("another version")).toBe(false);
});

test("going back to an earlier text is no echo", () => {
  const echo = createEcho();
  for (const text of ["a", "ab"]) echo.send(text);
  expect(echo.receive("ab")).toBe(true);
  expect(echo.receive("a")).toBe(false);
});

test("an owner that never answers costs no memory", () => {
  const echo = createEcho();
  for (let index = 0; index < 1_000; index += 1) echo.send(`${index}`);
  expect(echo.receive("10")).toBe(false);
});
