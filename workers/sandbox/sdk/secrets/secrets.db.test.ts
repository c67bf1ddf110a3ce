// sdk.secrets against a real database and a real isolate.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase, openSql, type Sql } from "#db/client.ts";
import { putSecret } from "#db/repositories/secrets.ts";
import { createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { RunProgress } from "#lib/executions/run-result.ts";
import { wrappingKey } from "#lib/secrets/wrapping-key.ts";
import { createPostgresCache } from "#workers/cache/postgres-cache.ts";
import { createSecretReader } from "#workers/secrets/secret-reader.ts";
import type { SandboxPool } from "../../pool.ts";
import { setUpSandbox } from "../../testing/sandbox-setup.ts";
import {
  runStored,
  type StoredRun,
  type StoredScript,
  storeScript,
} from "../testing/stored-script.ts";

let database: TestDatabase;
let web: DatabaseHandle;
let sql: Sql;
let pool: SandboxPool;
let tenant: TestTenant;
let script: StoredScript;
let seen: RunProgress[] = [];
const faults: unknown[] = [];

beforeAll(async () => {
  vi.stubEnv("SCRIPTBUS_SECRET", randomBytes(32).toString("base64"));
  database = await createTestDatabase();
  const options = { max: 4, applicationName: "secrets room test" };
  web = openDatabase(database.appUrl, options);
  sql = openSql(database.workerUrl, options);
  const quiet = () => {};
  const log = {
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: (...said: unknown[]) => void faults.push(said),
  };
  ({ pool } = await setUpSandbox({
    services: { secrets: createSecretReader(sql, wrappingKey), cache: createPostgresCache(sql) },
    onProgress: (_, progress) => void seen.push(progress),
    log,
  }));
});
beforeEach(async () => {
  seen = [];
  tenant = await createTenant(database.sql);
  script = await storeScript(database.sql, { tenantId: tenant.id });
});
afterAll(async () => {
  await pool.stop();
  await Promise.all([sql.end({ timeout: 5 }), web.close()]);
  await database.close();
});

const value = 'sk_live_"4eC39HqLyjWDarjtT1zdp7dc"';
const put = (name: string, secret = value, of = tenant) =>
  inTenant(web.db, of.id, (tx) => putSecret(tx, of.actor, { name, value: secret }));
const run = (given: StoredRun | string) =>
  runStored(pool, script, typeof given === "string" ? { source: given } : given);

test("a script has the value that is there at that moment, also in a dry run", async () => {
  const source = 'return (await sdk.secrets.get("KEY")).split("").reverse()';
  const reversed = (text: string) => JSON.stringify(text.split("").reverse());
  await put("KEY", "first");
  expect((await run(source)).resultJson).toBe(reversed("first"));
  await put("KEY", "second");
  expect((await run({ source, dryRun: true })).resultJson).toBe(reversed("second"));
});

test("a name that is not there, or is another tenant's, is an error that says what to do", async () => {
  await put("THEIRS", value, await createTenant(database.sql));
  for (const name of ["MISSING", "THEIRS"]) {
    expect((await run(`await sdk.secrets.get("${name}")`)).error).toMatchObject({
      name: "SecretNotFoundError",
      message: `There is no secret ${name}; an admin adds it with PUT /api/v1/secrets/${name}.`,
    });
  }
  const { error } = await run('await sdk.secrets.get("a-b")');
  expect(error).toMatchObject({
    name: "TypeError",
    message: expect.stringContaining("no digit first"),
  });
  expect((await run("await sdk.secrets.get()")).error?.message).toBe(
    "sdk.secrets.get(name): name is a text",
  );
});

test("the value is in nothing that the run leaves, whatever it does with it", async () => {
  await put("KEY");
  const result = await run(`
    const key = await sdk.secrets.get("KEY");
    const basic = btoa("user:" + key);
    console.log("key", key, basic);
    sdk.log.info(encodeURIComponent(key), { key, deep: [{ [key]: key }], url: new URL("https://h/?k=" + key) + "" });
    await sdk.cache.set(key, { key });
    await sdk.cache.get(key);
    await sdk.cache.increment(key).catch((error) => console.warn(error));
    return { key, basic, at: [1, key], text: JSON.stringify({ key }) };`);
  expect(result.outcome).toBe("succeeded");
  const left = JSON.stringify(result);
  for (const part of ["4eC39HqLyj", Buffer.from(value).toString("base64").slice(8, 24)])
    expect(left).not.toContain(part);
  expect(JSON.parse(result.resultJson ?? "")).toMatchObject({
    key: "***",
    at: [1, "***"],
    text: '{"key":"***"}',
  });
  expect(result.effects[0]).toMatchObject({
    kind: "secrets.get",
    target: "KEY",
    ok: true,
    result: '"***"',
  });
  expect(result.effects[1]).toMatchObject({ kind: "cache.set", target: "***" });
});

test("an error that holds the value is stored without it, in its name and stack, too", async () => {
  await put("KEY");
  const { error } = await run(`
    const key = await sdk.secrets.get("KEY");
    const error = new Error("refused: " + key);
    error.name = key;
    throw error;`);
  expect(error).toMatchObject({ name: "***", message: "refused: ***", line: 3 });
  expect(JSON.stringify(error)).not.toContain("4eC39");
});

test("a message that is cut inside the value does not keep its beginning", async () => {
  await put("KEY");
  const { error } = await run(`
    const key = await sdk.secrets.get("KEY");
    throw new Error("x".repeat(4_080) + key);`);
  expect(error?.message).toMatch(/x\*\*\*$/);
  expect(JSON.stringify(error)).not.toContain("sk_live");
});

test("what is shown of a run while it goes on is without the value", async () => {
  await put("KEY");
  await run(
    'const key = await sdk.secrets.get("KEY"); console.log("now " + key); await sdk.sleep(2_200);',
  );
  expect(seen.at(-1)?.logs).toMatchObject([{ message: "now ***" }]);
  expect(JSON.stringify(seen)).not.toContain("4eC39");
});

test("a run that has not read a secret says what it likes", async () => {
  await put("KEY");
  expect((await run(`return ${JSON.stringify(value)}`)).resultJson).toBe(JSON.stringify(value));
});

test("a row that does not open is a fault for the log; the script learns no more than that", async () => {
  await put("KEY");
  await database.sql`update secrets set sealed = set_byte(sealed, 14, get_byte(sealed, 14) # 1) where tenant_id = ${tenant.id}`;
  const { error } = await run('await sdk.secrets.get("KEY")');
  expect(error).toMatchObject({
    name: "SdkError",
    message: "the platform could not do this; try again later",
  });
  expect(String((faults.at(-1) as [{ err: Error }])[0].err)).toContain(
    `The secret KEY of tenant ${tenant.id} does not open`,
  );
});
