// Everything that scripts reach through a worker, connected as a worker connects it: by its settings.
import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { inTenant, openDatabase } from "#db/client.ts";
import { putSecret } from "#db/repositories/secrets.ts";
import { createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { SandboxPool } from "./sandbox/pool.ts";
import { runStored, storeScript } from "./sandbox/sdk/testing/stored-script.ts";
import { connectServices, type OpenServices } from "./sdk-services.ts";
import { startTwilioServer, type TwilioServer } from "./sms/testing/twilio-server.ts";

const log = pino({ level: "silent" });
let database: TestDatabase;
let receiver: Server;
let twilio: TwilioServer;
let host: string;
let tenant: TestTenant;
let connected: OpenServices | undefined;
let pool: SandboxPool | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  twilio = await startTwilioServer();
  receiver = createServer((request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ method: request.method, key: request.headers["x-key"] ?? null }));
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
beforeEach(async () => {
  vi.stubEnv("SCRIPTBUS_SECRET", randomBytes(32).toString("base64"));
  vi.stubEnv("EGRESS_PRIVATE_ALLOW", host);
  await database.sql`truncate secrets, secret_keys`;
  tenant = await createTenant(database.sql);
});
afterEach(async () => {
  await pool?.stop();
  await connected?.close();
  [pool, connected] = [undefined, undefined];
  vi.unstubAllEnvs();
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await twilio.close();
  await database.close();
});

async function start(): Promise<SandboxPool> {
  connected = connectServices({ databaseUrl: database.workerUrl, log });
  pool = new SandboxPool({ children: 1, log, sdk: connected.services });
  await pool.start();
  return pool;
}

async function run(on: SandboxPool, source: string, { id: tenantId } = tenant) {
  const script = await storeScript(database.sql, { tenantId, kind: "http_endpoint" });
  const { error, resultJson, ...result } = await runStored(on, script, { source });
  if (error) throw new Error(`${error.name}: ${error.message}`);
  return { ...result, value: JSON.parse(resultJson ?? "null") };
}

async function keepSecret(name: string, value: string): Promise<void> {
  const web = openDatabase(database.appUrl, { max: 1, applicationName: "sdk services test" });
  await inTenant(web.db, tenant.id, (tx) => putSecret(tx, tenant.actor, { name, value }));
  await web.close();
}

const sendSms = 'await sdk.sms.send({ to: "+4917012345678", message: "Hello" });';

test("one run uses all of it", async () => {
  await keepSecret("PARTNER_KEY", "k3y-of-the-partner");
  const { value, effects } = await run(
    await start(),
    `
    const key = await sdk.secrets.get("PARTNER_KEY");
    const answer = await sdk.http.post("http://${host}/orders", { n: 1 }, { headers: { "x-key": key } });
    await sdk.cache.set("n", 41);
    const n = await sdk.cache.increment("n");
    const subscription = await sdk.events.subscribe("order.*", { n: { $gt: 1 } });
    ${sendSms}
    await sdk.events.emit("order.sent", { n });
    await sdk.sleep(1);
    const left = sdk.limits.remaining();
    return { method: answer.body.method, isKey: answer.body.key === key, n, subscription, calls: 100 - left.sdkCalls };`,
  );
  const subscription = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(value).toEqual({ method: "POST", isKey: true, n: 42, subscription, calls: 8 });
  expect(effects.every(({ ok }) => ok)).toBe(true);
  expect(JSON.stringify(effects)).not.toContain("k3y-of-the-partner");
  const rows = await database.sql`select state from sms_outbox where tenant_id = ${tenant.id}`;
  expect(rows).toEqual([{ state: "kept" }]);
});

test("another tenant finds nothing of it", async () => {
  await keepSecret("PARTNER_KEY", "k3y-of-the-partner");
  const other = await createTenant(database.sql);
  const on = await start();
  await run(on, 'await sdk.cache.set("n", 41);');
  const source = `
    const name = await sdk.secrets.get("PARTNER_KEY").catch((error) => error.name);
    return [await sdk.cache.get("n"), name];`;
  expect((await run(on, source, other)).value).toEqual([null, "SecretNotFoundError"]);
});

describe("the instance's settings", () => {
  function setTwilio(): void {
    vi.stubEnv("TWILIO_ACCOUNT_SID", twilio.accountSid);
    vi.stubEnv("TWILIO_AUTH_TOKEN", twilio.authToken);
    vi.stubEnv("TWILIO_API_URL", twilio.url);
  }

  test("send text messages by Twilio when it has an account", async () => {
    setTwilio();
    vi.stubEnv("TWILIO_FROM", "+15005550006");
    await run(await start(), sendSms);
    expect(twilio.taken).toEqual([{ To: "+4917012345678", From: "+15005550006", Body: "Hello" }]);
  });

  test("that do not go together stop the worker before it starts", () => {
    setTwilio();
    expect(() => connectServices({ databaseUrl: database.workerUrl, log })).toThrow(
      "TWILIO_ACCOUNT_SID is set, so TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID must be too",
    );
  });

  test("that are no such thing are named without their value", () => {
    vi.stubEnv("TWILIO_ACCOUNT_SID", "my account");
    expect(() => connectServices({ databaseUrl: database.workerUrl, log })).toThrow(
      "Environment variable TWILIO_ACCOUNT_SID must be AC and 32 hexadecimal digits",
    );
  });

  test("let scripts reach no private host that is not listed", async () => {
    vi.stubEnv("EGRESS_PRIVATE_ALLOW", undefined);
    const source = `return sdk.http.get("http://${host}/").catch((error) => error.name);`;
    expect((await run(await start(), source)).value).toBe("EgressError");
  });
});

test("closing ends every connection to the database", async () => {
  await run(await start(), `${sendSms} await sdk.events.subscribe("a.b");`);
  const connections = async () => {
    const [row] = await database.sql<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity
      where application_name = 'scriptbus worker, sdk' and datname = current_database()`;
    return row?.count;
  };
  expect(await connections()).toBeGreaterThan(0);
  await pool?.stop();
  await connected?.close();
  connected = undefined;
  await expect.poll(connections).toBe(0);
});
