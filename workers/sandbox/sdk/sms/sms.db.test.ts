// sdk.sms against a real database, a real isolate and a server that answers as Twilio does.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { outboxProvider } from "#workers/sms/outbox-provider.ts";
import { createSmsSender } from "#workers/sms/sms-sender.ts";
import { startTwilioServer, type TwilioServer } from "#workers/sms/testing/twilio-server.ts";
import { twilioProvider } from "#workers/sms/twilio-provider.ts";
import type { SandboxPool } from "../../pool.ts";
import { setUpSandbox } from "../../testing/sandbox-setup.ts";
import {
  runStored,
  type StoredRun,
  type StoredScript,
  storeScript,
} from "../testing/stored-script.ts";
import { smsLimits } from "./limits.ts";

let database: TestDatabase;
let sql: Sql;
let twilio: TwilioServer;
let byTwilio: SandboxPool;
let byOutbox: SandboxPool;
let script: StoredScript;
const log = { warn: () => {} };

beforeAll(async () => {
  database = await createTestDatabase();
  sql = openSql(database.workerUrl, { max: 4, applicationName: "sms test" });
  twilio = await startTwilioServer();
  const { url: apiUrl, accountSid, authToken } = twilio;
  const account = { apiUrl, accountSid, authToken, sender: { from: "+15005550006" } };
  const provider = twilioProvider({ account });
  byTwilio = await poolWith(createSmsSender({ sql, log, provider }));
  byOutbox = await poolWith(createSmsSender({ sql, log, provider: outboxProvider }));
});
beforeEach(async () => {
  const { id: tenantId } = await createTenant(database.sql);
  script = await storeScript(database.sql, { tenantId });
});
afterEach(() => twilio.answerBy(null));
afterAll(async () => {
  await Promise.all([byTwilio.stop(), byOutbox.stop()]);
  await twilio.close();
  await sql.end({ timeout: 5 });
  await database.close();
});

async function poolWith(sms: ReturnType<typeof createSmsSender>): Promise<SandboxPool> {
  const { pool } = await setUpSandbox({ services: { sms } });
  return pool;
}

const run = (given: StoredRun | string, pool = byTwilio) =>
  runStored(pool, script, typeof given === "string" ? { source: given } : given);

const rows = () =>
  database.sql`select * from sms_outbox where tenant_id = ${script.tenantId} order by id`;

const send = 'sdk.sms.send({ to: "+4917012345678", message: "Hello" })';
const caught = (call: string) =>
  `try { await ${call}; return "no error"; } catch (e) { return \`\${e.name}: \${e.message}\`; }`;

test("a message goes to the provider, and into the outbox with the provider's id", async () => {
  const before = twilio.taken.length;
  const { resultJson, executionId, effects } = await run(`return ${send};`);
  expect(twilio.taken.slice(before)).toEqual([
    { To: "+4917012345678", From: "+15005550006", Body: "Hello" },
  ]);
  const [row, ...others] = await rows();
  expect(others).toEqual([]);
  expect(JSON.parse(resultJson ?? "null")).toEqual({ id: row?.["id"] });
  expect(row).toMatchObject({
    execution_id: executionId,
    script_id: script.scriptId,
    recipient: "+4917012345678",
    message: "Hello",
    provider: "twilio",
    provider_id: expect.stringMatching(/^SM/),
    state: "sent",
    error: null,
  });
  expect(effects).toMatchObject([{ kind: "sms.send", target: "+49*********78", ok: true }]);
});

test("what two attempts of a delivery send is sent once; what one run sends twice is two messages", async () => {
  const before = twilio.taken.length;
  const source = `const a = await ${send}; const b = await ${send}; return [a.id, b.id];`;
  const attempt = { source, idempotencyKey: "delivery 1" };
  const [first, second] = [await run(attempt), await run(attempt)];
  expect(second.resultJson).toBe(first.resultJson);
  expect(new Set(JSON.parse(first.resultJson ?? "[]")).size).toBe(2);
  expect(twilio.taken).toHaveLength(before + 2);
  await run({ ...attempt, idempotencyKey: "delivery 2" });
  expect(twilio.taken).toHaveLength(before + 4);
});

test("a message that has gone out counts as sent, even when that cannot be kept", async () => {
  await database.sql`revoke update on sms_outbox from scriptbus_worker`;
  try {
    const before = twilio.taken.length;
    expect(await run(`return ${send};`)).toMatchObject({ outcome: "succeeded" });
    expect(twilio.taken).toHaveLength(before + 1);
  } finally {
    await database.sql`grant update on sms_outbox to scriptbus_worker`;
  }
});

test("without a provider a message is kept in the outbox and goes nowhere", async () => {
  const before = twilio.requests;
  expect(await run(`return ${send};`, byOutbox)).toMatchObject({ outcome: "succeeded" });
  expect(await rows()).toMatchObject([{ provider: "outbox", state: "kept", provider_id: null }]);
  expect(twilio.requests).toBe(before);
});

test("a dry run sends nothing and keeps nothing", async () => {
  const before = twilio.requests;
  const { resultJson, effects } = await run({ source: `return ${send};`, dryRun: true });
  expect(resultJson).toBe('{"id":"dry-run"}');
  expect(effects).toMatchObject([{ kind: "sms.send", dry: true, ok: true }]);
  expect(await rows()).toEqual([]);
  expect(twilio.requests).toBe(before);
});

test("what the provider refuses is told to the script, and shown nowhere with the whole number", async () => {
  const source = caught('sdk.sms.send({ to: "+15005550001", message: "Hello" })');
  const { resultJson, effects } = await run(source);
  expect(resultJson).toBe(
    "\"SmsError: Twilio refused the message (400): Invalid 'To' Phone Number: +15*******01 (21211)\"",
  );
  expect(JSON.stringify(effects)).not.toContain("5005550001");
  expect(await rows()).toMatchObject([{ state: "failed", error: expect.stringMatching(/21211/) }]);
});

test("the row is there while the provider is being asked", async () => {
  const states: unknown[] = [];
  twilio.answerBy((response) => {
    void rows().then((seen) => {
      states.push(...seen.map((row) => row["state"]));
      response.writeHead(503).end();
    });
  });
  expect(await run(caught(send))).toMatchObject({
    resultJson: '"SmsError: Twilio could not do it (503)"',
  });
  expect(states).toEqual(["sending"]);
});

test("a run that is over leaves a message that tells what became of it", async () => {
  let respond: () => void = () => {};
  const asked = new Promise<void>((resolve) => {
    twilio.answerBy((response) => {
      respond = () => {
        twilio.answerBy(null);
        response.writeHead(201, { "content-type": "application/json" });
        response.end('{"sid":"SM2","status":"queued"}');
      };
      resolve();
    });
  });
  const running = run({ source: `await ${send};`, limits: { wallMs: 500 } });
  await asked;
  expect(await running).toMatchObject({ outcome: "timed_out" });
  respond();
  await expect.poll(rows).toMatchObject([{ state: "sent", provider_id: "SM2" }]);
});

describe("the budgets", () => {
  test("of a run end it, uncatchably", async () => {
    const source = `for (let i = 0; i < 9; i++) { try { await ${send}; } catch {} } return "survived";`;
    expect(await run(source, byOutbox)).toMatchObject({
      outcome: "limit_exceeded",
      error: { message: "more than 5 text messages in one run" },
    });
    expect(await rows()).toHaveLength(5);
  });

  test("are counted in dry runs, too", async () => {
    const source = `for (let i = 0; i < 9; i++) await ${send};`;
    expect(await run({ source, dryRun: true })).toMatchObject({ outcome: "limit_exceeded" });
  });

  test("of a day reject the message, and the script may go on", async () => {
    await database.sql`
      insert into sms_outbox (tenant_id, execution_id, script_id, recipient, message, provider, state)
      select ${script.tenantId}, uuidv7(), uuidv7(), '+4917012345678', 'x', 'outbox', 'kept'
      from generate_series(1, ${smsLimits.messagesPerDay - 1})`;
    expect((await run(caught(send), byOutbox)).resultJson).toBe('"no error"');
    expect((await run(caught(send), byOutbox)).resultJson).toBe(
      `"SmsLimitError: a tenant sends at most ${smsLimits.messagesPerDay} text messages in 24 hours"`,
    );
    expect(await rows()).toHaveLength(smsLimits.messagesPerDay);
  });
});

const usage = "TypeError: sdk.sms.send({ to, message }): ";
const badNumber = `${usage}to: must be a number like "+4917012345678": + and 7 to 15 digits`;
const badText = `${usage}message: must be a text of 1 to ${smsLimits.messageChars} characters`;
test.each([
  ["", `${usage}takes an object { to, message }`],
  ["null", `${usage}takes an object { to, message }`],
  ['"+4917012345678", "Hello"', `${usage}takes an object { to, message }`],
  ['{ to: "017012345678", message: "x" }', badNumber],
  ['{ to: "+49 170 12345678", message: "x" }', badNumber],
  ['{ to: 4917012345678, message: "x" }', badNumber],
  ['{ to: ["+4917012345678"], message: "x" }', badNumber],
  ['{ message: "x" }', badNumber],
  ['{ to: "+4917012345678" }', badText],
  ['{ to: "+4917012345678", message: "" }', badText],
  ['{ to: "+4917012345678", message: { text: "x" } }', badText],
  [`{ to: "+4917012345678", message: "x".repeat(${smsLimits.messageChars + 1}) }`, badText],
  [
    '{ to: "+4917012345678", message: "a\\u0000" }',
    `${usage}message: The character U+0000 cannot be stored; leave it out`,
  ],
  ['{ to: "+4917012345678", message: "x", from: "me" }', `${usage}there is no "from" here`],
])("sdk.sms.send(%s) says what is wrong, and sends nothing", async (args, message) => {
  const { resultJson } = await run(caught(`sdk.sms.send(${args})`), byOutbox);
  expect(JSON.parse(resultJson ?? "null")).toBe(message);
  expect(await rows()).toEqual([]);
});
