import { describe, expect, test } from "vitest";
import type { ObservedPath } from "#lib/filters/observe-paths.ts";
import { completeMethod, completePath, isSameStep } from "./filter-completions.ts";

const paths: ObservedPath[] = [
  { path: "$.amount", kinds: ["number"], sample: "120" },
  { path: "$.customer", kinds: ["object"], sample: null },
  { path: "$.customer.name", kinds: ["string"], sample: '"Ada"' },
  { path: '$.customer["e-mail"]', kinds: ["string", "null"], sample: null },
  { path: "$.tags", kinds: ["array"], sample: null },
];

const labels = (before: string, isAsked = false) =>
  completePath(before, paths, isAsked)?.choices.map(({ label }) => label);
const methodsAt = (before: string) =>
  completeMethod(before, paths)?.choices.map(({ label }) => label);

describe("a path", () => {
  test.each([
    ["$", 0],
    ["$.am", 0],
    ["$.amount > 1 && $.cu", 16],
    ["!$.customer.", 1],
    ['$.customer["e-', 0],
    ["am", 0],
    ["$.amount > 1 || event.s", 16],
    ["exists($.c", 7],
  ])("is completed behind %j from %d on", (before, from) => {
    expect(completePath(before, paths, false)).toMatchObject({ from });
  });

  test("shows the kinds and a value that were seen", () => {
    expect(completePath("$", paths, false)?.choices).toContainEqual({
      label: "$.amount",
      kind: "number",
      sample: "120",
    });
    expect(labels("e")).toEqual(expect.arrayContaining(["event.type", "exists(", "matches("]));
  });

  test("whose key needs brackets is found behind a dot, and replaces it", () => {
    const at = (before: string) =>
      completePath(
        before,
        [...paths, { path: '$["with space"].a', kinds: [], sample: null }],
        false,
      );
    expect(at("$.w")?.choices).toContainEqual(
      expect.objectContaining({
        label: '$["with space"].a',
        match: "$.with space.a",
        insert: { text: '$["with space"].a', back: 0 },
      }),
    );
    const email = { label: '$.customer["e-mail"]', match: "$.customer.e-mail" };
    expect(at("!$.customer.")).toMatchObject({ from: 1 });
    expect(at("!$.customer.")?.choices).toContainEqual(expect.objectContaining(email));
    expect(at('$.customer["e')?.choices).not.toContainEqual(expect.objectContaining(email));
  });

  test("whose key has a dash is found behind the dash, where a difference is not meant", () => {
    expect(completePath("1 < $.customer.e-", paths, false)).toMatchObject({ from: 4 });
    expect(completePath("$.customer.e-ma", paths, false)).toMatchObject({ from: 0 });
    expect(completePath("$.customer.a-", paths, false)).toBeNull();
    expect(completePath("$.amount-$.a", paths, false)).toMatchObject({ from: 9 });
  });

  test("is narrowed down while its last name goes on", () => {
    expect(isSameStep("$.", "$.a-b")).toBe(true);
    expect(isSameStep('$["', '$["a-b"]')).toBe(true);
    expect(["$.", "$[", "$ "].filter((now) => isSameStep("$", now))).toEqual([]);
  });

  test.each(['"$.am', "$.a == 'am", 'matches($.a, "^$', "", "$.a > ", "1"])(
    "is not completed behind %j",
    (before) => {
      expect(completePath(before, paths, false)).toBeNull();
    },
  );

  test("is offered where one may stand when it is asked for", () => {
    for (const before of ["", "$.a > ", "exists(", "!"]) expect(labels(before, true)).toBeDefined();
    expect(labels("$.a == 'x", true)).toBeUndefined();
  });
});

describe("a method", () => {
  test("is offered behind a text, and what lists have behind a list", () => {
    expect(methodsAt("$.customer.name.")).toContain("startsWith");
    expect(methodsAt('$.customer["e-mail"].st')).toContain("startsWith");
    expect(methodsAt("$.tags.")).toEqual(["includes", "length"]);
    expect(methodsAt("$.customer.name.trim().to")).toContain("toLowerCase");
    expect(methodsAt("$.never.seen.")).toContain("includes");
  });

  test("is not offered behind anything else", () => {
    for (const before of ["$.", "$.amount.", "$.customer.", "$.customer.na", "5.", '"a.']) {
      expect([before, methodsAt(before)]).toEqual([before, undefined]);
    }
  });
});
