// A filter that is none is refused with its place through every door that saves one.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import { createScript as createScriptAction } from "#app/(console)/scripts/actions.ts";
import { POST } from "#app/fragments/scripts/[id]/subscriptions/route.tsx";
import { PUT } from "#app/fragments/subscriptions/[id]/route.tsx";
import { createScript } from "#db/testing/fixtures.ts";

const asking = vi.hoisted(() => ({ actor: null as unknown }));

vi.mock("next/headers", () => ({
  headers: async () => new Headers({ "sec-fetch-site": "same-origin" }),
}));
vi.mock("#app/_server/session.ts", () => ({
  admitPerson: async () => ({ ok: true, value: { actor: asking.actor } }),
}));

let rest: Rest;
let scriptId: string;
beforeAll(async () => {
  rest = await setUpRest();
  asking.actor = rest.a.actor;
  scriptId = await createScript(rest.database.sql, rest.a.id, "return 1");
});
afterAll(() => rest.close());

const fields = {
  eventType: "a.b",
  priority: "100",
  retryCount: "3",
  orderingKey: "",
  backoffKind: "fixed",
  delay: "1 s",
};

function send(endpoint: typeof POST, method: string, id: string, filter: string) {
  const request = new Request("http://localhost/fragments", {
    method,
    headers: { "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ ...fields, filter }),
  });
  return endpoint(request, { params: Promise.resolve({ id }) });
}

/** As a browser calls it: with anything. */
async function create(filter: unknown): Promise<unknown> {
  const script = { name: "s", kind: "event_handler", language: "javascript", source: "1" };
  const input = { script, subscription: { eventType: "a.b", filter } };
  return Reflect.apply(createScriptAction, undefined, [input]);
}

const subscribe = (filter: unknown) =>
  rest.send("POST", "/api/v1/subscriptions", { body: { scriptId, eventType: "a.b", filter } });

async function stored(): Promise<(string | null)[]> {
  const rows = await rest.database.sql<{ filter: string | null }[]>`
    select filter from subscriptions where tenant_id = ${rest.a.id} order by id`;
  return rows.map(({ filter }) => filter);
}

/** [as text, what is said about it, its place] */
const invalid: readonly [string, RegExp, { line: number; column: number }][] = [
  ["$.amount >\n 100 and $.paid", /Did you mean `&&`/, { line: 2, column: 6 }],
  ['{"amount":\n {"$gtt": 100}}', /Did you mean `\$gt`/, { line: 2, column: 3 }],
  ["$.constructor('x')", /methods are/, { line: 1, column: 3 }],
];

describe.each(invalid)("%j", (filter, message, place) => {
  const errors = (path: string) => [{ path, message: expect.stringMatching(message), ...place }];

  test("REST refuses to create it, and to change to it", async () => {
    const created = await subscribe(filter);
    expect([created.status, created.body.errors]).toEqual([422, errors("filter")]);
    const { body } = await subscribe("$.a");
    const path = `/api/v1/subscriptions/${body.id}`;
    const changed = await rest.send("PATCH", path, { body: { filter } });
    expect([changed.status, changed.body.errors]).toEqual([422, errors("filter")]);
    expect((await rest.send("GET", path)).body.filter).toBe("$.a");
  });

  test("the server action refuses to create it", async () => {
    const answer = await create(filter);
    const failure = { code: "invalid_input", errors: errors("subscription.filter") };
    expect(answer).toMatchObject({ ok: false, failure });
  });

  test("the check answers it, and says where", async () => {
    const { status, body } = await rest.send("POST", "/api/v1/filters/check", { body: { filter } });
    expect([status, body]).toMatchObject([200, { valid: false, error: place }]);
  });

  test("the console's form refuses to create it and to change to it, and shows the place", async () => {
    const { body } = await subscribe("$.a");
    const before = await stored();
    const answers = [
      await send(POST, "POST", scriptId, filter),
      await send(PUT, "PUT", body.id, filter),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(422);
      const shown = (await answer.text()).replaceAll("<!-- -->", "");
      expect(shown).toContain(`Line ${place.line}, column ${place.column}: `);
    }
    expect(await stored()).toEqual(before);
  });
});

const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);

/** [what it is, as sent, its place] */
const unreadable: readonly [string, unknown, { line: number; column: number }][] = [
  ["U+0000", "$.a ==\n'\0'", { line: 2, column: 2 }],
  ["a lone surrogate", "$.a == '\ud83d'", { line: 1, column: 9 }],
  ["U+0000 in an object", { a: "\0" }, { line: 1, column: 1 }],
  ["a list", [], { line: 1, column: 1 }],
  ["a number", 5, { line: 1, column: 1 }],
  ["a boolean", true, { line: 1, column: 1 }],
  ["an object as deep as no body is", deep(70), { line: 1, column: 1 }],
];

describe.each(unreadable)("%s as a filter", (_, filter, place) => {
  const errors = (path: string) => [{ path, message: expect.any(String), ...place }];

  test("is refused with its place wherever REST takes a filter", async () => {
    const { body } = await subscribe("$.a");
    const path = `/api/v1/subscriptions/${body.id}`;
    for (const answer of [
      await subscribe(filter),
      await rest.send("PATCH", path, { body: { filter } }),
      await rest.send("POST", "/api/v1/filters/check", { body: { filter } }),
    ]) {
      expect([answer.status, answer.body.errors]).toEqual([422, errors("filter")]);
    }
    expect((await rest.send("GET", path)).body.filter).toBe("$.a");
  });

  test("is refused with its place by the server action", async () => {
    const answer = await create(filter);
    const failure = { code: "invalid_input", errors: errors("subscription.filter") };
    expect(answer).toMatchObject({ ok: false, failure });
  });
});

test("the console's form shows where U+0000 stands", async () => {
  const answer = await send(POST, "POST", scriptId, "$.a == '\0'");
  expect(answer.status).toBe(422);
  expect((await answer.text()).replaceAll("<!-- -->", "")).toContain("Line 1, column 9: ");
});
