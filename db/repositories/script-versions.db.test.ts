import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase, type Tx } from "#db/client.ts";
import { createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { readScriptRows } from "./script-activity.ts";
import {
  createVersion,
  deployVersion,
  getScriptHead,
  getVersion,
  listVersions,
  previewDeployment,
} from "./script-versions.ts";
import { createScript, deleteScript, listScripts } from "./scripts.ts";

let database: TestDatabase;
let handle: DatabaseHandle;
let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  process.env["SCRIPTBUS_SECRET"] = randomBytes(32).toString("base64");
  database = await createTestDatabase();
  handle = openDatabase(database.appUrl, { max: 3, applicationName: "script versions test" });
});
afterAll(async () => {
  await handle.close();
  await database.close();
});
beforeEach(async () => {
  tenant = await createTenant(database.sql);
  other = await createTenant(database.sql);
});

const as = <T>(who: TestTenant, work: (tx: Tx) => Promise<T>) => inTenant(handle.db, who.id, work);
const written = { kind: "event_handler", language: "javascript", source: "return 1" } as const;

async function newScript(name = "notify"): Promise<string> {
  const made = await as(tenant, (tx) => createScript(tx, tenant.actor, { name, ...written }));
  if (!made.ok) throw new Error(made.failure.detail);
  return made.value.id;
}

function save(scriptId: string, baseVersion?: number) {
  const input = { source: "return 2", deploy: false, ...(baseVersion ? { baseVersion } : {}) };
  return as(tenant, (tx) => createVersion(tx, tenant.actor, { scriptId, input }));
}

const deploy = (scriptId: string, version: number, before?: number) =>
  as(tenant, (tx) =>
    deployVersion(tx, tenant.actor, { scriptId, version, ...(before ? { before } : {}) }),
  );

describe("a version saved on top of an old one", () => {
  test("is refused with who saved the newest one, and when", async () => {
    const scriptId = await newScript();
    await save(scriptId, 1);
    const refused = await save(scriptId, 1);
    expect(refused).toMatchObject({ ok: false, failure: { code: "conflict" } });
    const detail = refused.ok ? "" : refused.failure.detail;
    expect(detail).toMatch(/^The newest version is 2, saved by test key at 20\d\d-.*Z\./);
  });
});

describe("a deployment", () => {
  test("is refused when another version was deployed since it was looked at", async () => {
    const scriptId = await newScript();
    await save(scriptId);
    await save(scriptId);
    expect(await deploy(scriptId, 2, 1)).toEqual({ ok: true, value: { version: 2 } });
    expect(await deploy(scriptId, 3, 1)).toMatchObject({
      ok: false,
      failure: { code: "conflict", detail: expect.stringContaining("Version 2 was deployed") },
    });
    expect(await deploy(scriptId, 1, 2)).toMatchObject({ ok: true });
  });
});

describe("what a page compares itself with", () => {
  test("is the script and who saved its newest version", async () => {
    const scriptId = await newScript();
    await save(scriptId);
    const head = await as(tenant, (tx) => getScriptHead(tx, tenant.actor, scriptId));
    expect(head).toMatchObject({
      ok: true,
      value: {
        script: { id: scriptId, version: 2, deployedVersion: 1 },
        newest: { version: 2, createdBy: "test key", deployed: false },
        subscriptions: 0,
      },
    });
    expect(head.ok && head.value.newest).not.toHaveProperty("source");
  });

  test("before a deployment is the source of both versions", async () => {
    const scriptId = await newScript();
    await save(scriptId);
    const preview = (version: number) =>
      as(tenant, (tx) => previewDeployment(tx, tenant.actor, { scriptId, version }));
    expect(await preview(2)).toMatchObject({
      ok: true,
      value: {
        deployed: { version: 1, source: "return 1", deployed: true },
        chosen: { version: 2, source: "return 2", deployed: false },
        queued: 0,
      },
    });
    expect(await preview(3)).toMatchObject({ ok: false, failure: { code: "not_found" } });
  });
});

describe("scripts asked for by id", () => {
  test("come newest first with what they did, without foreign and deleted ones", async () => {
    const ids = [await newScript("a"), await newScript("b"), await newScript("c")];
    const [, , deleted = ""] = ids;
    await as(tenant, (tx) => deleteScript(tx, tenant.actor, { id: deleted, force: false }));
    const read = (who: TestTenant) => as(who, (tx) => readScriptRows(tx, who.actor, ids));
    expect(await read(tenant)).toMatchObject([
      { name: "b", activity: { runs: 0 } },
      { name: "a", activity: { runs: 0 } },
    ]);
    expect(await read(other)).toEqual([]);
  });
});

describe("another tenant", () => {
  test("sees, saves, deploys and deletes nothing of a script", async () => {
    const scriptId = await newScript();
    const missing = { ok: false, failure: { code: "not_found" } };
    const input = { source: "return 2", deploy: true };
    const { actor } = other;
    const attempts = [
      (tx: Tx) => getVersion(tx, actor, { scriptId, version: 1 }),
      (tx: Tx) => getScriptHead(tx, actor, scriptId),
      (tx: Tx) => previewDeployment(tx, actor, { scriptId, version: 1 }),
      (tx: Tx) => listVersions(tx, actor, { scriptId, page: { limit: 10 } }),
      (tx: Tx) => createVersion(tx, actor, { scriptId, input }),
      (tx: Tx) => deployVersion(tx, actor, { scriptId, version: 1 }),
      (tx: Tx) => deleteScript(tx, actor, { id: scriptId, force: true }),
    ];
    for (const attempt of attempts) {
      expect(await as<unknown>(other, attempt)).toMatchObject(missing);
    }
    expect((await as(other, (tx) => listScripts(tx, actor, { limit: 10 }))).items).toEqual([]);
  });
});

describe("scripts looked for by name", () => {
  const named = async (name: string, limit = 10) => {
    const page = await as(tenant, (tx) => listScripts(tx, tenant.actor, { limit, name }));
    return page.items.map((script) => script.name);
  };

  test("are found by any part of it, in any case, newest first", async () => {
    for (const name of ["Order sync", "payments", "reorder 100%"]) await newScript(name);
    expect(await named("ORDER")).toEqual(["reorder 100%", "Order sync"]);
    expect(await named("")).toHaveLength(3);
  });

  test("take % and _ as letters", async () => {
    for (const name of ["plain", "100%", "a_b"]) await newScript(name);
    expect(await named("%")).toEqual(["100%"]);
    expect(await named("_")).toEqual(["a_b"]);
  });

  test("are paged within the search", async () => {
    for (const name of ["a 1", "b", "a 2", "a 3"]) await newScript(name);
    const first = await as(tenant, (tx) => listScripts(tx, tenant.actor, { limit: 2, name: "a" }));
    const cursor = Buffer.from(first.nextCursor ?? "", "base64url").toString();
    const second = await as(tenant, (tx) =>
      listScripts(tx, tenant.actor, { limit: 2, name: "a", cursor }),
    );
    const names = [...first.items, ...second.items].map((script) => script.name);
    expect(names).toEqual(["a 3", "a 2", "a 1"]);
    expect(second.nextCursor).toBeNull();
  });
});
