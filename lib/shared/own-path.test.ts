import { expect, test } from "vitest";
import { ownPath } from "./own-path.ts";

test("a path of our own is kept with its query", () => {
  expect(ownPath("/executions?status=failed")).toBe("/executions?status=failed");
});

test("everything that could leave is the first page", () => {
  const foreign = [
    "//evil.example",
    "/\\evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/a/..//evil.example",
    "/.\\/evil.example",
    "/\t/evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "evil",
    "",
    undefined,
    ["/a"],
  ];
  for (const text of foreign) expect(ownPath(text), String(text)).toBe("/");
});
