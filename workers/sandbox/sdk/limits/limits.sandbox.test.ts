import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { defaultRunLimits } from "#lib/executions/run-limits.ts";
import { type SandboxSetup, setUpSandbox } from "../../testing/sandbox-setup.ts";

let sandbox: SandboxSetup;
beforeAll(async () => {
  sandbox = await setUpSandbox();
});
afterEach(() => sandbox.expectAlive());
afterAll(() => sandbox.pool.stop());

async function remaining(source: string, more: { limits?: object; dryRun?: boolean } = {}) {
  const { limits = {}, dryRun = false } = more;
  const { resultJson, error } = await sandbox.runOne({ source, limits, runs: [{ dryRun }] });
  if (resultJson === null) throw new Error(`no result: ${error?.message}`);
  return JSON.parse(resultJson);
}

const { sdkCalls, emits, httpRequests, smsMessages, logLines, logBytes } = defaultRunLimits;
const whole = { sdkCalls, emits, httpRequests, smsMessages, logLines, logBytes };

it("is all of every budget when the run begins, and the asking uses none", async () => {
  const source =
    "for (let i = 0; i < 500; i++) sdk.limits.remaining(); return sdk.limits.remaining();";
  const left = await remaining(source);
  expect(left).toEqual({ ...whole, wallMs: expect.any(Number) });
  expect(left.wallMs).toBeGreaterThan(500);
});

it.each([
  ["an emit", "await sdk.events.emit('a.b');", { emits: emits - 1, sdkCalls: sdkCalls - 1 }],
  ["a refused emit", "await sdk.events.emit('').catch(() => {});", { sdkCalls: sdkCalls - 1 }],
  ["a call", "await sdk.sleep(0); await sdk.sleep(0);", { sdkCalls: sdkCalls - 2 }],
  ["a line", "sdk.log.info('x');", { logLines: logLines - 1 }],
])("is less after %s", async (_name, act, less) => {
  expect(await remaining(`${act} return sdk.limits.remaining();`)).toMatchObject(less);
});

it("counts the bytes of the log, and is 0 once it is cut", async () => {
  const bytes = await remaining("sdk.log.info('€'.repeat(1_000)); return sdk.limits.remaining();");
  expect(bytes.logBytes).toBeLessThan(logBytes - 3_000);
  const cut = await remaining("sdk.log.info('x'.repeat(5e5)); return sdk.limits.remaining();", {
    limits: { logBytes: 1_000 },
  });
  expect(cut).toMatchObject({ logLines: 0, logBytes: 0 });
});

it("tells the wall time that is left", async () => {
  const source =
    "const a = sdk.limits.remaining().wallMs; await sdk.sleep(60); return a - sdk.limits.remaining().wallMs;";
  const passed = await remaining(source);
  expect(passed).toBeGreaterThanOrEqual(55);
});

it("counts in a dry run as in any other", async () => {
  const source = "await sdk.events.emit('a.b'); return sdk.limits.remaining();";
  expect(await remaining(source, { dryRun: true })).toMatchObject({ emits: emits - 1 });
});

it("lets a script stop in time", async () => {
  const source = `
    let sent = 0;
    while (sdk.limits.remaining().emits > 0) { await sdk.events.emit('a.b'); sent += 1; }
    return sent;`;
  expect(await remaining(source, { limits: { emits: 3 } })).toBe(3);
});

it("is of this run only, and does not work when it is over", async () => {
  const results = await sandbox.runAll({
    source: "await sdk.events.emit('a.b'); return sdk.limits.remaining().emits;",
    runs: Array.from({ length: 20 }, () => ({})),
  });
  expect(results.map(({ resultJson }) => resultJson)).toEqual(results.map(() => `${emits - 1}`));
});
