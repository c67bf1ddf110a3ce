// What one event costs, counted in filters evaluated and places of the index asked, so that no clock
// decides: little for filters as people write them, never more than asking all for those of an adversary.

import { describe, expect, test } from "vitest";
import { compiled } from "../testing/compile.ts";
import { envelope } from "../testing/envelope.ts";
import { createMatcher, type Matcher } from "./matcher.ts";

const count = 2_000;

function matcherOf(filterAt: (n: number) => string, size = count): Matcher<number> {
  const matcher = createMatcher<number>();
  for (let n = 0; n < size; n++) {
    const filter = compiled(filterAt(n));
    matcher.set({ id: `s${n}`, eventType: "*", filter, item: n });
  }
  return matcher;
}

function look(matcher: Matcher<number>, data: unknown) {
  const event = { type: envelope.type, data: () => data, envelope: () => envelope };
  const { items, evaluations, probes } = matcher.match(event);
  return { items: items.toSorted((a, b) => a - b), cost: evaluations + probes, evaluations };
}

const cheap: [string, (n: number) => string, unknown, number[]][] = [
  ["an equality each", (n) => `$.id == "c-${n}"`, { id: "c-7" }, [7]],
  ["a number each, sent as text", (n) => `${n} === $.id || $.id == ${n}`, { id: " 7.0 " }, [7]],
  [
    "equalities that only together are rare",
    (n) => `$.a == ${n % 100} && $.b == ${Math.floor(n / 100)} && $.kind == "x"`,
    { a: 7, b: 3, kind: "x" },
    [307],
  ],
  [
    "a narrow range each",
    (n) => `$.amount >= ${n} && $.amount < ${n + 2}`,
    { amount: 7.5 },
    [6, 7],
  ],
  [
    "a half-open range each, of which few hold",
    (n) => `$.amount < ${n}`,
    { amount: 1_997.5 },
    [1_998, 1_999],
  ],
  ["dates", (n) => `$.at >= "20${n}" && $.at <= "20${n}~"`, { at: "207" }, [7]],
  ["a beginning each", (n) => `$.sku.startsWith("part-${n}-")`, { sku: "part-77-x" }, [77]],
  ["an ending each", (n) => `$.email.endsWith("@c${n}.example")`, { email: "a@c7.example" }, [7]],
  ["a list of keys each", (n) => `["k${n}", "l${n}", ${n}].includes($.id)`, { id: "l7" }, [7]],
  ["a tag each", (n) => `$.tags.includes("t${n}")`, { tags: ["t7", "new", "t7"] }, [7]],
  ["a choice each", (n) => `$.a == "x${n}" || $.b == "y${n}"`, { a: "x7", b: "y8" }, [7, 8]],
  ["a negation each", (n) => `!($.id != "c-${n}" || !$.paid)`, { id: "c-7", paid: 1 }, [7]],
  ["a condition each", (n) => `$.paid ? $.id == ${n} : false`, { id: 7, paid: true }, [7]],
  ["a computed text each", (n) => `$.sku.trim().toUpperCase() == "S${n}"`, { sku: " s7" }, [7]],
  ["a number worked out each", (n) => `$.n == ${n} * 60 && -(1 - 1) < $.n`, { n: 420 }, [7]],
  ["a sum each", (n) => `$.net * 2 + 1 == ${2 * n + 1}`, { net: 7 }, [7]],
  [
    "an envelope each",
    (n) => `event.source == "api" && event.subject === null && $.n == ${n}`,
    { n: 7 },
    [7],
  ],
  ["a path each", (n) => `$.p${n} > ${n}`, { p7: 8, p8: 8, other: 1 }, [7]],
  ["a deep path each", (n) => `$.a["k${n}"].b == 1`, { a: { k7: { b: true }, k8: null } }, [7]],
  ["a computed value of a path each", (n) => `$.p${n} * 2 > ${n}`, { p7: 8, p8: 1 }, [7]],
  ["a pattern on a path each", (n) => `matches($.p${n}, "^a")`, { p7: "ab", p8: "b" }, [7]],
];

describe("of 2,000 filters few are asked when they are", () => {
  test.each(cheap)("%s", (_name, filterAt, data, wanted) => {
    const { items, cost } = look(matcherOf(filterAt), data);
    expect(items).toEqual(wanted);
    expect(cost).toBeLessThan(60);
  });
});

test("filters of one meaning are asked once, however many have them", () => {
  const matcher = matcherOf((n) => (n % 2 === 0 ? "$.a.length > 1" : "($['a'].length)>1"));
  const { items, evaluations } = look(matcher, { a: "xy" });
  expect(items).toHaveLength(count);
  expect(evaluations).toBe(1);
});

test("a path that filters of many signatures share is followed, not each of their paths", () => {
  const paths = (n: number) =>
    [n % 97, (n * 7) % 89, (n * 13) % 83].map((p, at) => `$.k${at}_${p}`);
  const matcher = matcherOf((n) =>
    paths(n)
      .map((path) => `${path} == ${n % 10}`)
      .join(" && "),
  );
  const { cost } = look(matcher, { k0_1: 1, k1_2: 2, k2_3: 3 });
  expect(cost).toBeLessThan(count / 10);
});

const dear: [string, (n: number) => string, unknown][] = [
  ["what is not equal", (n) => `$.id != "c-${n}" && $.id !== 1`, { id: 1 }],
  ["two paths with each other", (n) => `$.a == $.b${n % 7} && $.c != ${n}`, { a: 1 }],
  ["what is missing", (n) => `!$.p${n} && $.c != 0 && $.d`, { c: 0, d: 1 }],
  ["parts of a text", (n) => `$.text.includes("t${n}")`, { text: "abc" }],
  ["a computed value each", (n) => `($.a || ${n}) == "x${n}"`, { a: 1 }],
  ["patterns", (n) => `matches($.a, "^${n}$")`, { a: "x" }],
];

describe("what no index finds costs no more than asking each filter", () => {
  test.each(dear)("%s", (_name, filterAt, data) => {
    const { items, cost, evaluations } = look(matcherOf(filterAt), data);
    expect(items).toEqual([]);
    expect(evaluations).toBeLessThanOrEqual(count);
    expect(cost).toBeLessThan(count * 1.6);
  });
});

test("the weight follows what is held: nothing after all is gone, more for what takes more", () => {
  const light = matcherOf((n) => `$.a == ${n}`, 100);
  const heavy = matcherOf((n) => `[${n}, "a", "b", "c"].includes($.a) || $.p${n} * 2 > 1`, 100);
  expect(light.weigh()).toBe(201);
  expect(heavy.weigh()).toBeGreaterThan(2 * light.weigh());
  for (let n = 0; n < 100; n++) heavy.delete(`s${n}`);
  expect(heavy.weigh()).toBe(0);
});

test("lists that multiply do not multiply the index, and match all the same", () => {
  const keys = Array.from({ length: 12 }, (_, n) => n).join();
  const lists = ["$.a", "$.b", "$.c"].map((path) => `[${keys}].includes(${path})`).join(" && ");
  const matcher = matcherOf((n) => `${lists} && $.n != ${n}`, 500);
  expect(matcher.weigh()).toBeLessThan(500 * 66);
  expect(look(matcher, { a: 1, b: "x", c: 3, n: 4 }).items).toEqual([]);
  expect(look(matcher, { a: 1, b: 2, c: 3, n: 4 }).items).toHaveLength(499);
});

test("what was removed costs nothing, and leaves room for the same again", () => {
  const filterAt = (n: number) => `$.p${n % 50} == ${n} || $.amount > ${n}`;
  const matcher = matcherOf(filterAt);
  for (let n = 0; n < count; n++) matcher.delete(`s${n}`);
  expect(matcher.size).toBe(0);
  expect(look(matcher, { p7: 7, amount: 5 })).toEqual({ items: [], cost: 0, evaluations: 0 });
  matcher.set({ id: "s1", eventType: "*", filter: compiled(filterAt(7)), item: 7 });
  expect(look(matcher, { p7: 7 }).items).toEqual([7]);
});

test("the payload is not even parsed when no filter could read it", () => {
  const matcher = createMatcher<number>();
  matcher.set({ id: "a", eventType: "*", filter: null, item: 1 });
  matcher.set({ id: "b", eventType: "bank.*", filter: compiled("$.a"), item: 2 });
  const refuse = () => {
    throw new Error("parsed");
  };
  expect(matcher.match({ type: "shop.paid", data: refuse, envelope: refuse }).items).toEqual([1]);
});

test("filters that change one by one are found as fast as if they had come at once", () => {
  const matcher = matcherOf((n) => `$.id != "c-${n}"`);
  for (let n = 0; n < count; n++) {
    const filter = compiled(`$.id == "c-${n}"`);
    matcher.set({ id: `s${n}`, eventType: "*", filter, item: n });
  }
  expect(look(matcher, { id: "c-7" })).toMatchObject({
    items: [7],
    cost: expect.toSatisfy((cost) => cost < 40),
  });
});

test("patterns weigh as much as their programs take", () => {
  const patterns = matcherOf((n) => `matches($.t, "a[ab]{380}${n}")`, 20);
  expect(patterns.weigh()).toBeGreaterThan(2_000);
});
