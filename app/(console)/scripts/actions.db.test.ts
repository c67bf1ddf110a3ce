// The console's writes about scripts, called as the browser calls them; who asks is given instead of a cookie.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import type { Actor, Scope } from "#lib/tenancy/actor.ts";
import { createScript, deleteScript, deployVersion, saveVersion } from "./actions.ts";

const asking = vi.hoisted(() => ({ actor: null as unknown }));

vi.mock("next/headers", () => ({
  headers: async () => new Headers({ "sec-fetch-site": "same-origin" }),
}));
vi.mock("#app/_server/session.ts", () => ({
  admitPerson: async (_: Headers, scope: Scope) => {
    const actor = asking.actor as Actor; // set by `as`, below
    return actor.scopes.includes(scope)
      ? { ok: true, value: { actor } }
      : { ok: false, failure: { code: "forbidden", detail: "Your role does not allow this." } };
  },
}));

let rest: Rest;
beforeAll(async () => {
  rest = await setUpRest();
});
afterAll(() => rest.close());

const as = (actor: Actor) => {
  asking.actor = actor;
};

let count = 0;
function script(more: Record<string, unknown> = {}) {
  count += 1;
  const name = `script ${count}`;
  return {
    name,
    kind: "event_handler" as const,
    language: "javascript" as const,
    source: "return 1",
    ...more,
  };
}

async function newScript(subscription: { eventType: string } | null = null): Promise<string> {
  as(rest.a.actor);
  const made = await createScript({ script: script(), subscription });
  if (!made.ok) throw new Error(made.failure.detail);
  return made.value.id;
}

const readBack = async (path: string) => (await rest.send("GET", `/api/v1${path}`)).body;

describe("a new script with its first subscription", () => {
  test("is there with it", async () => {
    const id = await newScript({ eventType: "a.b" });
    const { items } = await readBack(`/subscriptions?scriptId=${id}`);
    expect(items).toMatchObject([{ eventType: "a.b", filter: null, priority: 100, active: true }]);
  });

  test("is not made when the subscription is refused, which is said at its field", async () => {
    as(rest.a.actor);
    const wish = script();
    const subscription = { eventType: "a.b", filter: "$.n = 1" };
    expect(await createScript({ script: wish, subscription })).toMatchObject({
      ok: false,
      failure: { code: "invalid_input", errors: [{ path: "subscription.filter", line: 1 }] },
    });
    const { items } = await readBack("/scripts");
    expect(items.map((item: { name: string }) => item.name)).not.toContain(wish.name);
  });

  test.each([
    [{ source: "return (" }, "script.source"],
    [{ name: "" }, "script.name"],
    [{ kind: "http_endpoint" as const }, "script.path"],
  ])("with %j is refused at its field", async (more, path) => {
    as(rest.a.actor);
    const refused = await createScript({ script: script(more), subscription: null });
    expect(refused).toMatchObject({ ok: false, failure: { errors: [{ path }] } });
  });

  test("whose name is taken is told so at the name", async () => {
    as(rest.a.actor);
    const wish = script();
    await createScript({ script: wish, subscription: null });
    expect(await createScript({ script: wish, subscription: null })).toMatchObject({
      ok: false,
      failure: { code: "conflict", errors: [{ path: "script.name" }] },
    });
  });
});

describe("a saved version", () => {
  test("is not deployed before somebody deploys it", async () => {
    const scriptId = await newScript();
    const saved = await saveVersion({ scriptId, source: "return 2", note: null, baseVersion: 1 });
    expect(saved).toEqual({ ok: true, value: { version: 2, deployedVersion: 1 } });
    expect(await deployVersion({ scriptId, version: 2, before: 1 })).toMatchObject({ ok: true });
    expect(await readBack(`/scripts/${scriptId}`)).toMatchObject({ deployedVersion: 2 });
  });
});

describe("a script with active subscriptions", () => {
  test("is deleted only by a person who was told of them", async () => {
    const scriptId = await newScript({ eventType: "a.b" });
    expect(await deleteScript({ scriptId, force: false })).toMatchObject({
      ok: false,
      failure: { code: "conflict" },
    });
    expect(await deleteScript({ scriptId, force: true })).toMatchObject({ ok: true });
    expect((await rest.send("GET", `/api/v1/scripts/${scriptId}`)).status).toBe(404);
  });
});

describe("nobody else", () => {
  const attempts = (scriptId: string) => [
    () => saveVersion({ scriptId, source: "return 2", note: null, baseVersion: 1 }),
    () => deployVersion({ scriptId, version: 1, before: 1 }),
    () => deleteScript({ scriptId, force: true }),
  ];

  test("changes a script of another tenant", async () => {
    const scriptId = await newScript();
    as(rest.b.actor);
    for (const attempt of attempts(scriptId)) {
      expect(await attempt()).toMatchObject({ ok: false, failure: { code: "not_found" } });
    }
  });

  test("changes a script without the scope for it", async () => {
    const scriptId = await newScript();
    as({ ...rest.a.actor, scopes: ["read", "replay"] });
    const create = () => createScript({ script: script(), subscription: null });
    for (const attempt of [create, ...attempts(scriptId)]) {
      expect(await attempt()).toMatchObject({ ok: false, failure: { code: "forbidden" } });
    }
  });
});
