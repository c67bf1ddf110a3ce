// What filters mean, by example. The oracle test proves the rest.

import { describe, expect, test } from "vitest";
import { compiled, evaluated, isMatch } from "./testing/compile.ts";

test("the filter of the plan matches by tenant and amount", () => {
  const source = "$.tenantID == '123' && $.amount > 100";
  expect(isMatch(source, { tenantID: "123", amount: 101 })).toBe(true);
  expect(isMatch(source, { tenantID: 123, amount: "101" })).toBe(true);
  expect(isMatch(source, { tenantID: "123", amount: 100 })).toBe(false);
  expect(isMatch(source, {})).toBe(false);
  expect(isMatch(source, null)).toBe(false);
});

test("a compiled filter keeps its source and shows its plainest form", () => {
  expect(compiled("(($?.a)) == 'x' // why\n")).toMatchObject({
    source: "(($?.a)) == 'x' // why\n",
    normalized: '$.a == "x"',
  });
});

test.each([
  ["$['a'][0]['b-c'].d", '$.a[0]["b-c"].d'],
  ["($.a && ($.b && $.c)) || $.d", "$.a && $.b && $.c || $.d"],
  ["($.a || $.b) && $.c", "($.a || $.b) && $.c"],
  ["1 - (2 - 3) - 4", "1 - (2 - 3) - 4"],
  ["(1 * 2) + 3 * (4 + 5)", "1 * 2 + 3 * (4 + 5)"],
  ["-(-$.a)", "-(-$.a)"],
  ["- -5", "5"],
  ["$.a - -5", "$.a - -5"],
  ["-0", "-0"],
  ["0x10", "16"],
  ["(5).length", "(5).length"],
  ["(-5).trim()", "(-5).trim()"],
  ["!(!$.a)", "!!$.a"],
  ["!($.a == 1)", "!($.a == 1)"],
  ["($.a ? 1 : 2) ? 3 : ($.b ? 4 : 5)", "($.a ? 1 : 2) ? 3 : $.b ? 4 : 5"],
  ["'it\\'s'", '"it\'s"'],
  ["$.ünï", '$["ünï"]'],
])("%s is printed as %s", (source, printed) => {
  expect(compiled(source).normalized).toBe(printed);
  expect(compiled(printed).normalized).toBe(printed);
});

describe("reading", () => {
  const data = JSON.parse(
    '{"a":{"b":[{"c":1}]},"text":"äb","toString":"mine","__proto__":{"x":1},"length":7}',
  );

  test("a missing path is undefined at any depth", () => {
    expect(evaluated("$.x.y[3].z.length", data)).toBeUndefined();
    expect(evaluated("exists($.a.b[0].c) && !exists($.a.b[1].c)", data)).toBe(true);
  });

  test("only own properties are seen", () => {
    for (const key of ["constructor", "hasOwnProperty", "__defineGetter__", "valueOf"]) {
      expect(evaluated(`$.a.${key}`, data)).toBeUndefined();
      expect(evaluated(`$.a.b["${key}"]`, data)).toBeUndefined();
      expect(evaluated(`$.text.${key}`, data)).toBeUndefined();
      expect(evaluated(`(5).${key}`, data)).toBeUndefined();
    }
    expect(evaluated("$.a.b.map", data)).toBeUndefined();
    expect(evaluated("$.text.trim", data)).toBeUndefined();
    expect(evaluated("$.a.length", data)).toBeUndefined();
    expect(evaluated("$.a.__proto__", data)).toBeUndefined();
  });

  test("a key of the payload is data, whatever its name", () => {
    expect(evaluated("$.toString", data)).toBe("mine");
    expect(evaluated("$.__proto__.x", data)).toBe(1);
    expect(evaluated("$.length", data)).toBe(7);
  });

  test("strings and arrays have length and indexes", () => {
    expect(evaluated("[$.text.length, $.text[0], $.text[2], $.a.b.length]", data)).toEqual([
      2,
      "ä",
      undefined,
      1,
    ]);
  });

  test("the envelope is `event`", () => {
    expect(evaluated("event.type.startsWith('finance.') && event.hop == 1")).toBe(true);
    expect(evaluated("event.subject == null && !event.replay")).toBe(true);
  });
});

describe("converting", () => {
  test("objects convert by the built-in rules, never through their own keys", () => {
    const data = { o: { toString: 1, valueOf: 2 }, list: [1, [null, { toString: 0 }]] };
    expect(evaluated("$.o == '[object Object]'", data)).toBe(true);
    expect(evaluated("$.list + ''", data)).toBe("1,,[object Object]");
    expect(evaluated("[[1], 2] == '1,2'", data)).toBe(true);
    expect(evaluated("$.o == $.o && $.o != $.list && !([] == [])", data)).toBe(true);
  });

  test("the argument of a method converts to text, as in JavaScript", () => {
    expect(evaluated("'undefined!'.startsWith($.missing)")).toBe(true);
    expect(evaluated("'a1,2'.endsWith([1, 2])")).toBe(true);
    expect(evaluated("[1, '1'].includes('1') && ![1].includes('1')")).toBe(true);
  });

  test("a method of a value of another type is undefined", () => {
    expect(evaluated("[(5).trim(), $.includes('a'), [].startsWith(1), $.x.includes(1)]")).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("`in` asks for own keys, and is false of what has none", () => {
    const data = { o: { k: undefined }, list: ["x"], text: "abc" };
    expect(evaluated("'k' in $.o && 0 in $.list && 'length' in $.list", data)).toBe(true);
    expect(evaluated("'toString' in $.o || 'x' in $.list", data)).toBe(false);
    expect(evaluated("'length' in $.text || 'a' in $.missing || 'a' in null", data)).toBe(false);
  });
});
