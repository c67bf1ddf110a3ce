import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Operation } from "#app/_server/operation.ts";
import { operations } from "#app/_server/operations.ts";
import { type Answer, type Rest, setUpRest } from "#app/_testing/rest.ts";
import { loadRoute, routeFiles } from "#app/_testing/route-files.ts";
import { type Seed, seedTenant } from "#app/_testing/seed.ts";
import { seedDataTable } from "#app/_testing/seed-data-table.ts";
import { createApiKey } from "#db/testing/fixtures.ts";

let rest: Rest;
let ofB: Seed & { secretName: string; tableName: string };
beforeAll(async () => {
  rest = await setUpRest({}, { withData: true });
  await seedDataTable(rest, { tenant: rest.a, name: "of_a" });
  await seedDataTable(rest, { tenant: rest.b, name: "only_of_b" });
  await seedTenant(rest.database.sql, rest.a.id);
  const seeded = await seedTenant(rest.database.sql, rest.b.id);
  ofB = { ...seeded, secretName: "ONLY_OF_B", tableName: "only_of_b" };
  for (const [name, { apiKey }] of [
    ["OF_A", rest.a],
    [ofB.secretName, rest.b],
  ] as const) {
    await rest.send("PUT", `/api/v1/secrets/${name}`, { key: apiKey, body: { value: "sealed" } });
  }
});
afterAll(() => rest.close());

/** A request that would succeed for the owner of the ids, for every operation that takes a body. */
const bodies: Record<string, unknown> = {
  createScript: { name: "mine", kind: "event_handler", language: "javascript", source: "return 1" },
  createScriptVersion: { source: "return 2" },
  deployScriptVersion: { version: 1 },
  createSubscription: {
    get scriptId() {
      return ofB.scriptId;
    },
    eventType: "a.b",
  },
  updateSubscription: { active: false },
  checkFilter: { filter: "$.a == 1" },
  replayDeadLetter: { reason: "mended" },
  discardDeadLetter: { reason: "no use" },
  putEventType: { description: "mine" },
  putEgressHosts: { hosts: ["mine.example"] },
  putSecret: { value: "mine" },
  putDataTable: { emit: true, columns: ["id"] },
  createTestRun: { event: { type: "a.b", data: {} } },
};

const idOf: Record<string, () => string> = {
  scripts: () => ofB.scriptId,
  subscriptions: () => ofB.subscriptionId,
  events: () => ofB.eventId,
  deliveries: () => ofB.deliveryId,
  executions: () => ofB.executionId,
  "dead-letters": () => ofB.letterId,
  replays: () => ofB.replayId,
};

const nameOf: Record<string, () => string> = {
  secrets: () => ofB.secretName,
  "event-types": () => ofB.eventType,
  "data-tables": () => ofB.tableName,
};

function pathOf({ path }: Operation): string {
  const noun = path.split("/")[1] ?? "";
  return `/api/v1${path}`
    .replace("{id}", () => idOf[noun]?.() ?? "no id")
    .replace("{n}", "1")
    .replace("{name}", () => nameOf[noun]?.() ?? "no name");
}

function ask(operation: Operation, key: string | null): Promise<Answer> {
  if (operation.body && !(operation.id in bodies)) throw new Error(`no body for ${operation.id}`);
  const body = operation.body ? { body: bodies[operation.id] } : {};
  const credential = key === null ? { key: "" } : { key };
  return rest.send(operation.method.toUpperCase(), pathOf(operation), { ...body, ...credential });
}

async function everythingOfB(): Promise<string> {
  const { sql } = rest.database;
  const tables = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`;
  const rows = await Promise.all(
    tables.map(
      ({ name }) => sql`
      select ${name}::text as name, coalesce(json_agg(t order by t::text), '[]')::text as rows
      from ${sql(name)} t where tenant_id = ${rest.b.id}`,
    ),
  );
  return JSON.stringify(rows.flat());
}

const own = new Set([
  "createScript",
  "checkFilter",
  "putEventType",
  "putSecret",
  "getEgressHosts",
  "putEgressHosts",
]);
const lists = operations.filter(
  ({ path, method, id }) => method === "get" && !path.includes("{") && !own.has(id),
);
const foreign = operations.filter((o) => !lists.includes(o) && !own.has(o.id));

describe("a key of tenant A", () => {
  test.each(foreign.map((o) => [o.id, o] as const))(
    "gets 404 for what is B's: %s",
    async (_, o) => {
      const before = await everythingOfB();
      const answer = await ask(o, rest.a.apiKey);
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ status: 404, code: "not_found" });
      expect(await everythingOfB()).toBe(before);
    },
  );

  test.each(lists.map((o) => [o.id, o] as const))("sees nothing of B's in %s", async (_, o) => {
    const answer = await ask(o, rest.a.apiKey);
    expect(answer.status).toBe(200);
    expect(answer.body.items.length).toBeGreaterThan(0);
    const text = JSON.stringify(answer.body);
    for (const value of Object.values(ofB)) expect(text).not.toContain(value);
  });

  test.each(operations.filter((o) => own.has(o.id)).map((o) => [o.id, o] as const))(
    "changes nothing of B's by %s",
    async (_, o) => {
      const before = await everythingOfB();
      const answer = await ask(o, rest.a.apiKey);
      expect(answer.status).toBe(o.status);
      expect(await everythingOfB()).toBe(before);
    },
  );

  test("finds nothing through ids of B in the filters of a list", async () => {
    const asks = [
      `/executions?eventId=${ofB.eventId}`,
      `/executions?scriptId=${ofB.scriptId}`,
      `/executions?deliveryId=${ofB.deliveryId}`,
      `/deliveries?scriptId=${ofB.scriptId}`,
      `/dead-letters?scriptId=${ofB.scriptId}`,
      `/subscriptions?scriptId=${ofB.scriptId}`,
      `/events?type=${ofB.eventType}`,
    ];
    for (const path of asks) {
      const answer = await rest.send("GET", `/api/v1${path}`);
      expect([path, answer.status, answer.body.items]).toEqual([path, 200, []]);
    }
  });

  test("publishes for A, whatever the body says", async () => {
    const before = await everythingOfB();
    const body = { type: "spoof.it", data: {}, tenantid: rest.b.id, tenantId: rest.b.id };
    const answer = await rest.send("POST", "/api/v1/events", { body });
    expect(answer.status).toBe(202);
    expect(await everythingOfB()).toBe(before);
  });
});

describe("every operation", () => {
  test.each(operations.map((o) => [o.id, o] as const))("%s needs a key", async (_, o) => {
    const answer = await ask(o, null);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect((await ask(o, "sb_wrong")).status).toBe(401);
  });

  test.each(operations.map((o) => [o.id, o] as const))("%s needs its scope", async (_, o) => {
    const others = (["events:write", "read", "manage", "replay"] as const).filter(
      (s) => s !== o.scope,
    );
    const { apiKey } = await createApiKey(rest.database.sql, rest.a.id, others);
    expect((await ask(o, apiKey)).status).toBe(403);
  });

  test("a revoked key is refused at once", async () => {
    const { apiKey, id } = await createApiKey(rest.database.sql, rest.a.id, ["read"]);
    expect((await rest.send("GET", "/api/v1/scripts", { key: apiKey })).status).toBe(200);
    await rest.database.sql`update api_keys set revoked_at = now() where id = ${id}`;
    expect((await rest.send("GET", "/api/v1/scripts", { key: apiKey })).status).toBe(401);
  });

  test("publishing needs the scope events:write", async () => {
    const { apiKey } = await createApiKey(rest.database.sql, rest.a.id, [
      "read",
      "manage",
      "replay",
    ]);
    const body = { type: "a.b", data: {} };
    expect((await rest.send("POST", "/api/v1/events", { key: apiKey, body })).status).toBe(403);
    expect((await rest.send("POST", "/api/v1/events", { key: "", body })).status).toBe(401);
  });
});

describe("every route file", () => {
  test("answers exactly the operations that are described", async () => {
    const described = operations.map((o) => `${o.method.toUpperCase()} ${o.path}`);
    const special = ["POST /events", "GET /openapi.json"];
    const answered: string[] = [];
    for (const { path, file } of routeFiles()) {
      const route = await loadRoute(file);
      const request = () => new Request(`http://localhost/api/v1${path}`, { method: "OPTIONS" });
      const options = await route["OPTIONS"]?.(request(), { params: Promise.resolve({}) });
      const allowed = options?.headers.get("allow")?.split(", ") ?? [];
      answered.push(...allowed.filter((m) => m !== "OPTIONS").map((m) => `${m} ${path}`));
    }
    expect(answered.sort()).toEqual([...described, ...special].sort());
  });

  test("refuses every other method with 405 and says which ones there are", async () => {
    for (const { path, file } of routeFiles()) {
      const route = await loadRoute(file);
      const request = new Request(`http://localhost/api/v1${path}`, { method: "PUT" });
      const answer = await route["PUT"]?.(request, { params: Promise.resolve({}) });
      if (operations.some((o) => o.path === path && o.method === "put")) continue;
      expect([path, answer?.status]).toEqual([path, 405]);
      expect(answer?.headers.get("allow")).toMatch(/(GET|POST).*OPTIONS/);
      expect(await answer?.json()).toMatchObject({ status: 405, code: "method_not_allowed" });
    }
  });
});
