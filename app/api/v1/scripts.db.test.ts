import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import { seedDeath, seedDelivery, seedEvent } from "#app/_testing/seed.ts";

let rest: Rest;
beforeAll(async () => {
  rest = await setUpRest({ sourceBytes: 1_000 });
});
afterAll(() => rest.close());

const handler = { kind: "event_handler", language: "javascript", source: "return 1" };
let count = 0;

function create(more: Record<string, unknown> = {}) {
  count += 1;
  const body = { name: `script ${count}`, ...handler, ...more };
  return rest.send("POST", "/api/v1/scripts", { body });
}

async function newScript(more: Record<string, unknown> = {}) {
  const answer = await create(more);
  expect([answer.status, answer.body]).toMatchObject([201, {}]);
  return answer.body;
}

async function subscribe(scriptId: string, more: Record<string, unknown> = {}) {
  const body = { scriptId, eventType: "a.b", ...more };
  return (await rest.send("POST", "/api/v1/subscriptions", { body })).body;
}

describe("a new script", () => {
  test("is version 1, deployed, and can be read", async () => {
    const made = await newScript({ name: "first" });
    expect(made).toMatchObject({ name: "first", version: 1, deployedVersion: 1 });
    expect((await rest.send("GET", `/api/v1/scripts/${made.id}`)).body).toEqual(made);
  });

  test("runs as plain JavaScript with the author's lines", async () => {
    const source = "const a: number = 1;\n\nreturn a";
    const { id } = await newScript({ language: "typescript", source });
    const [row] = await rest.database.sql`
      select source, javascript from script_versions where script_id = ${id}`;
    expect(row?.["source"]).toBe(source);
    expect(row?.["javascript"].split("\n")).toHaveLength(3);
    expect(row?.["javascript"]).not.toContain("number");
  });

  test("that does not parse is refused with line and column", async () => {
    const answer = await create({ source: "return 1;\nreturn (" });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([
      { path: "source", line: 2, column: expect.any(Number) },
    ]);
  });

  test("needs a name of its own", async () => {
    await newScript({ name: "twice" });
    expect((await create({ name: "twice" })).status).toBe(409);
  });

  test("of two with one name sent at once exactly one is made", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => create({ name: "race" })));
    expect(answers.filter((a) => a.status === 201)).toHaveLength(1);
    expect(answers.filter((a) => a.status === 409)).toHaveLength(5);
  });

  test.each([
    [{ name: "" }, "name"],
    [{ name: "x".repeat(129) }, "name"],
    [{ name: "a\u0000b" }, "name"],
    [{ name: "a\ud800b" }, "name"],
    [{ name: 7 }, "name"],
    [{ kind: "cron" }, "kind"],
    [{ language: "python" }, "language"],
    [{ source: "" }, "source"],
    [{ source: `// ${"x".repeat(1_000)}` }, "source"],
    [{ colour: "red" }, "colour"],
    [{ path: "a/b" }, "path"],
    [{ auth: "none" }, "auth"],
    [{ rateLimit: 5 }, "rateLimit"],
    [{ kind: "http_endpoint", path: "a/../b" }, "path"],
    [{ kind: "http_endpoint", path: ".." }, "path"],
    [{ kind: "http_endpoint", path: "a", auth: "basic" }, "auth"],
    [{ kind: "http_endpoint", path: "a", rateLimit: 0 }, "rateLimit"],
    [{ kind: "http_endpoint", path: "a", rateLimit: 1_001 }, "rateLimit"],
    [{ kind: "http_endpoint", path: "a", rateLimit: 1.5 }, "rateLimit"],
    [{ kind: "http_endpoint" }, "path"],
    [{ kind: "http_endpoint", path: "a//b" }, "path"],
    [{ kind: "http_endpoint", path: "a", methods: ["TRACE"] }, "methods.0"],
  ])("with %j is refused at %s", async (more, path) => {
    const answer = await create(more);
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe("invalid_input");
    expect(answer.body.errors.map((e: { path: string }) => e.path)).toContain(path);
  });

  test("of kind http_endpoint owns its methods of a path", async () => {
    const endpoint = { kind: "http_endpoint", path: "/orders/new" };
    const made = await newScript({ ...endpoint, methods: ["GET", "POST"] });
    expect(made).toMatchObject({ path: "orders/new", methods: ["GET", "POST"] });
    expect(made).toMatchObject({ auth: "none", rateLimit: 100 });
    expect((await create({ ...endpoint, methods: ["POST", "PUT"] })).status).toBe(409);
    expect((await create({ ...endpoint, methods: ["PUT"] })).status).toBe(201);
    expect((await create(endpoint)).status).toBe(409);
  });
});

test("an endpoint says who may call it and how often; a handler has no such thing", async () => {
  const settings = { auth: "api_key", rateLimit: 7 };
  const made = await newScript({ kind: "http_endpoint", path: "guarded", ...settings });
  expect(made).toMatchObject(settings);
  expect(await newScript()).toMatchObject({ auth: null, rateLimit: null });
});

describe("versions", () => {
  const save = (id: string, body: unknown) =>
    rest.send("POST", `/api/v1/scripts/${id}/versions`, { body });

  test("are saved without being deployed, unless asked", async () => {
    const { id } = await newScript();
    expect((await save(id, { source: "return 2" })).body).toEqual({
      version: 2,
      deployedVersion: 1,
    });
    const third = await save(id, { source: "return 3", deploy: true, note: "better" });
    expect(third.body).toEqual({ version: 3, deployedVersion: 3 });
    const list = await rest.send("GET", `/api/v1/scripts/${id}/versions`);
    expect(list.body.items.map((v: { version: number }) => v.version)).toEqual([3, 2, 1]);
    const one = await rest.send("GET", `/api/v1/scripts/${id}/versions/3`);
    expect(one.body).toMatchObject({ source: "return 3", note: "better", deployed: true });
  });

  test("on top of an old one are a conflict", async () => {
    const { id } = await newScript();
    expect((await save(id, { source: "return 2", baseVersion: 1 })).status).toBe(201);
    expect((await save(id, { source: "return 3", baseVersion: 1 })).status).toBe(409);
    expect((await save(id, { source: "return 3", baseVersion: 9 })).status).toBe(409);
  });

  test("saved at once by many get numbers of their own", async () => {
    const { id } = await newScript();
    const all = await Promise.all(
      Array.from({ length: 8 }, () => save(id, { source: "return 2" })),
    );
    const numbers = all.map((a) => a.body.version).sort((a, b) => a - b);
    expect(numbers).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("that do not exist cannot be read or deployed", async () => {
    const { id } = await newScript();
    for (const n of ["2", "0", "x", "1.5", "99999999999"]) {
      expect((await rest.send("GET", `/api/v1/scripts/${id}/versions/${n}`)).status).toBe(404);
    }
    const deploy = (version: unknown) =>
      rest.send("POST", `/api/v1/scripts/${id}/deployments`, { body: { version } });
    expect((await deploy(2)).status).toBe(422);
    expect((await deploy("1")).status).toBe(422);
    expect((await deploy(1)).status).toBe(201);
  });

  test("are pruned to the last 50 and those that something names", async () => {
    const { id } = await newScript();
    const { sql } = rest.database;
    await sql`
      insert into script_versions (tenant_id, script_id, version, source, javascript, created_by)
      select ${rest.a.id}, ${id}, n, '', '', 'test' from generate_series(2, 60) n`;
    await sql`update scripts set latest_version = 60, deployed_version = 4 where id = ${id}`;
    const eventId = await seedEvent(sql, { tenantId: rest.a.id, type: "a.b" });
    const subscription = await subscribe(id);
    const of = { tenantId: rest.a.id, scriptId: id, subscriptionId: subscription.id, eventId };
    await seedDeath(sql, { ...of, eventType: "a.b" });
    expect((await save(id, { source: "return 61" })).status).toBe(201);
    const rows = await sql`
      select version from script_versions where script_id = ${id} order by version`;
    const kept = rows.map((row) => row["version"]);
    expect(kept.slice(0, 3)).toEqual([1, 4, 12]);
    expect(kept).toHaveLength(52);
  });
});

describe("deleting a script", () => {
  test("is refused while it has active subscriptions", async () => {
    const { id } = await newScript();
    const subscription = await subscribe(id);
    expect((await rest.send("DELETE", `/api/v1/scripts/${id}`)).status).toBe(409);
    const off = { body: { active: false } };
    await rest.send("PATCH", `/api/v1/subscriptions/${subscription.id}`, off);
    expect((await rest.send("DELETE", `/api/v1/scripts/${id}`)).status).toBe(204);
    expect((await rest.send("GET", `/api/v1/scripts/${id}`)).status).toBe(404);
    const gone = await rest.send("GET", `/api/v1/subscriptions/${subscription.id}`);
    expect(gone.status).toBe(404);
  });

  test("by force cancels what waits, lets a run end, and frees the name", async () => {
    const { id, name } = await newScript();
    const subscription = await subscribe(id);
    const { sql } = rest.database;
    const eventId = await seedEvent(sql, { tenantId: rest.a.id, type: "a.b" });
    const of = { tenantId: rest.a.id, scriptId: id, subscriptionId: subscription.id, eventId };
    const waiting = await seedDelivery(sql, { ...of, eventType: "a.b" });
    const running = await seedDelivery(sql, { ...of, eventType: "a.b" }, { state: "running" });
    expect((await rest.send("DELETE", `/api/v1/scripts/${id}?force=true`)).status).toBe(204);
    const read = async (which: string) =>
      (await rest.send("GET", `/api/v1/deliveries/${which}`)).body;
    expect(await read(waiting)).toMatchObject({
      state: "cancelled",
      finishedAt: expect.any(String),
    });
    expect(await read(running)).toMatchObject({ state: "running" });
    expect((await create({ name })).status).toBe(201);
  });
});

test("every change tells the routers that they are behind", async () => {
  const version = async () => {
    const [row] = await rest.database.sql`
      select subscription_version::int as v from tenants where id = ${rest.a.id}`;
    return row?.["v"];
  };
  const before = await version();
  const { id } = await newScript();
  await create({ name: "" });
  await create({ name: `script ${count - 1}` });
  expect(await version()).toBe(before + 1);
  await rest.send("DELETE", `/api/v1/scripts/${id}`);
  expect(await version()).toBe(before + 2);
});
