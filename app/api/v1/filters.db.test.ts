import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import { seedEvent } from "#app/_testing/seed.ts";

let rest: Rest;
beforeAll(async () => {
  rest = await setUpRest();
});
afterAll(() => rest.close());

const check = async (body: unknown) =>
  (await rest.send("POST", "/api/v1/filters/check", { body })).body;

test("says whether it is valid and whether it matches", async () => {
  expect(await check({ filter: "$.a == 1" })).toEqual({ valid: true, normalized: "$.a == 1" });
  expect(await check({ filter: "$.a == 1", data: { a: 1 } })).toMatchObject({ matches: true });
  expect(await check({ filter: "$.a == 1", data: null })).toMatchObject({ matches: false });
  const typed = { filter: "event.type == 'a.b'", data: {}, eventType: "a.b" };
  expect(await check(typed)).toMatchObject({ matches: true });
});

test("says the other form, where there is one", async () => {
  const form = { a: { $gt: 1 }, b: ["x", "y"] };
  const normalized = '$.a > 1 && ["x", "y"].includes($.b)';
  expect(await check({ filter: form })).toEqual({ valid: true, normalized, form });
  expect(await check({ filter: JSON.stringify(form) })).toMatchObject({ normalized, form });
  expect(await check({ filter: normalized })).toEqual({ valid: true, normalized, form });
  expect(await check({ filter: {} })).toEqual({ valid: true, normalized: "true", form: {} });
});

test("explains what became of a payload", async () => {
  const { explain } = await check({ filter: "$.a > 1 && $.b.c", data: { a: 5 } });
  expect(explain).toMatchObject({
    matches: false,
    filter: "$.a > 1 && $.b.c",
    decidedBy: { text: "$.b.c", start: 11, end: 16, value: "undefined" },
  });
  expect(explain.root.children).toMatchObject([
    { text: "$.a > 1", value: "true", children: [{ text: "$.a", value: "5", children: [] }] },
    { text: "$.b.c", value: "undefined", decided: true },
  ]);
});

test("tries it on the newest events of the tenant, of a type, a pattern or all", async () => {
  for (const n of [1, 2, 3]) {
    await seedEvent(rest.database.sql, {
      tenantId: rest.a.id,
      type: "try.it",
      data: `{"n":${n}}`,
    });
    await seedEvent(rest.database.sql, {
      tenantId: rest.b.id,
      type: "try.it",
      data: `{"n":${n}}`,
    });
  }
  const filter = { n: { $gte: 2 } };
  const preview = {
    tested: 3,
    matched: 2,
    sampleEventIds: [expect.any(String), expect.any(String)],
    partial: false,
  };
  expect((await check({ filter, eventType: "try.it" })).preview).toEqual(preview);
  expect((await check({ filter, eventType: "try.*", sample: 2 })).preview).toMatchObject({
    tested: 2,
    matched: 2,
  });
  const all = await check({ filter: "event.type == 'try.it'", sample: 10_000 });
  expect(all.preview).toMatchObject({ matched: 3 });
  expect(await check({ filter: "$.a ==", eventType: "try.it" })).not.toHaveProperty("preview");
  const other = { body: { filter, eventType: "try.it" }, key: rest.b.apiKey };
  const { body } = await rest.send("POST", "/api/v1/filters/check", other);
  expect(body.preview.sampleEventIds).not.toEqual(
    (await check({ filter, eventType: "try.it" })).preview.sampleEventIds,
  );
});

test.each([
  [{ filter: 5 }, "filter"],
  [{ filter: ["a"] }, "filter"],
  [{ filter: null }, "filter"],
  [{ filter: "$.a", eventType: "not a type" }, "eventType"],
  [{ filter: "$.a", sample: 10_001 }, "sample"],
  [{ filter: "$.a", more: 1 }, "more"],
])("%j is no question", async (body, path) => {
  const answer = await rest.send("POST", "/api/v1/filters/check", { body });
  expect([answer.status, answer.body.errors]).toMatchObject([422, [{ path }]]);
});

test("a payload that no event could have is not tried", async () => {
  const keys = Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`k${n}`, n]));
  const deep = JSON.parse(`${"[".repeat(40)}${"]".repeat(40)}`);
  for (const [data, status] of [
    ["x".repeat(300_000), 413],
    [keys, 422],
    [deep, 422],
  ] as const) {
    const answer = await rest.send("POST", "/api/v1/filters/check", {
      body: { filter: "$", data },
    });
    expect(answer.status).toBe(status);
  }
});

test("answers 200 with line and column when it is not", async () => {
  expect(await check({ filter: "$.a ==" })).toMatchObject({
    valid: false,
    error: { message: expect.any(String), line: 1, column: expect.any(Number) },
  });
  expect(await check({ filter: { a: { $gtt: 1 } } })).toMatchObject({
    valid: false,
    error: { line: 1, column: 7, text: `"$gtt"`, hint: expect.stringMatching(/`\$gt`/) },
  });
});
