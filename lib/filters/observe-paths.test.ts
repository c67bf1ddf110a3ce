import { expect, test } from "vitest";
import { observePaths } from "./observe-paths.ts";
import { evaluated } from "./testing/compile.ts";

test("paths come as a filter writes them, with what was seen there", () => {
  const payloads = [
    {
      amount: 120,
      customer: { "first-name": "Ann" },
      items: [{ sku: "A" }, { other: 1 }],
      no: null,
    },
    { amount: "7", customer: { "first-name": "Bob", vip: true }, items: [], no: null },
  ];
  expect(observePaths(payloads)).toEqual([
    { path: "$.amount", kinds: ["number", "string"], sample: "120" },
    { path: "$.customer", kinds: ["object"], sample: null },
    { path: "$.items", kinds: ["array"], sample: null },
    { path: "$.no", kinds: ["null"], sample: "null" },
    { path: '$.customer["first-name"]', kinds: ["string"], sample: '"Ann"' },
    { path: "$.customer.vip", kinds: ["boolean"], sample: "true" },
    { path: "$.items[0]", kinds: ["object"], sample: null },
    { path: "$.items[0].sku", kinds: ["string"], sample: '"A"' },
  ]);
  for (const { path } of observePaths(payloads)) {
    const seen = payloads.map((payload) => evaluated(path, payload));
    expect(seen.some((value) => value !== undefined)).toBe(true);
  }
});

test("payloads that are no objects have no paths", () => {
  expect(observePaths(["text", 1, null, []])).toEqual([]);
  expect(observePaths([])).toEqual([]);
});

test("a payload of thousands of keys, however deep, gives 200 paths of 6 keys", () => {
  const deep = JSON.parse(`${'{"a":'.repeat(1_000)}1${"}".repeat(1_000)}`);
  expect(observePaths([deep]).map(({ path }) => path)).toEqual(
    [1, 2, 3, 4, 5, 6].map((depth) => `$${".a".repeat(depth)}`),
  );
  const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, { x: n }]));
  const start = performance.now();
  expect(observePaths(Array(50).fill(wide))).toHaveLength(200);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test("payloads of as many keys as events may have, none of them alike, are read in an instant", () => {
  const payloads = Array.from({ length: 50 }, (_, payload) => {
    const below = Array.from({ length: 49 }, (_, n): [string, number] => [`q${payload}_${n}`, n]);
    const fields = Array.from({ length: 100 }, (_, n) => [`k${n}`, Object.fromEntries(below)]);
    return Object.fromEntries(fields);
  });
  const start = performance.now();
  const paths = observePaths(payloads).map(({ path }) => path);
  expect(performance.now() - start).toBeLessThan(150);
  expect(paths).toHaveLength(200);
  expect(paths.slice(98, 102)).toEqual(["$.k98", "$.k99", "$.k0.q0_0", "$.k0.q0_1"]);
});

test("a key that no filter could name is left out, and a long value is cut", () => {
  const [only, ...more] = observePaths([{ ["k".repeat(300)]: 1, text: "x".repeat(100_000) }]);
  expect(more).toEqual([]);
  expect(only?.path).toBe("$.text");
  expect(only?.sample?.length).toBeLessThanOrEqual(120);
});
