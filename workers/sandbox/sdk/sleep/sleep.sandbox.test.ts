import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type SandboxSetup, setUpSandbox } from "../../testing/sandbox-setup.ts";
import { sleepLimits } from "./limits.ts";

let sandbox: SandboxSetup;
beforeAll(async () => {
  sandbox = await setUpSandbox();
});
afterEach(() => sandbox.expectAlive());
afterAll(() => sandbox.pool.stop());

// A timer counts whole milliseconds of a clock of its own: it may ring a little early.
it.each([
  ["40", 39],
  ["12.5", 11],
  ["0", 0],
])("waits for %s ms and leaves an effect that says so", async (ms, least) => {
  const { effects, durationMs, resultJson, outcome } = await sandbox.runOne(
    `return (await sdk.sleep(${ms})) === undefined;`,
  );
  expect({ outcome, resultJson }).toEqual({ outcome: "succeeded", resultJson: "true" });
  expect(effects).toMatchObject([{ seq: 1, kind: "sleep", target: `${ms} ms`, ok: true }]);
  expect(effects[0]?.ms).toBeGreaterThanOrEqual(least);
  expect(durationMs).toBeGreaterThanOrEqual(least);
});

it("waits in a dry run, too", async () => {
  const { effects } = await sandbox.runOne({
    source: "await sdk.sleep(30);",
    runs: [{ dryRun: true }],
  });
  expect(effects[0]?.ms).toBeGreaterThanOrEqual(29);
  expect(effects[0]).not.toHaveProperty("dry");
});

it("uses no CPU time of the run's", async () => {
  const { outcome } = await sandbox.runOne({
    source: "await sdk.sleep(400);",
    limits: { cpuMs: 100 },
  });
  expect(outcome).toBe("succeeded");
});

it.each([
  ["nothing", ""],
  ["a text", "'40'"],
  ["less than nothing", "-1"],
  ["too long", "30_001"],
  ["no number", "NaN"],
  ["for ever", "Infinity"],
])("refuses to wait for what is no such time: %s", async (_name, ms) => {
  const source = `try { await sdk.sleep(${ms}); } catch (e) { return [e.name, e.message]; }`;
  const { resultJson } = await sandbox.runOne(source);
  const message = `sdk.sleep(ms): ms is a number of milliseconds from 0 to ${sleepLimits.ms}`;
  expect(JSON.parse(resultJson ?? "null")).toEqual(["TypeError", message]);
});

it("ends with the run, and its timer with it", async () => {
  const timers = () =>
    process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;
  const before = timers();
  const results = await sandbox.runAll({
    source: "sdk.sleep(30_000); sdk.sleep(29_000); return 1;",
    runs: Array.from({ length: 10 }, () => ({})),
  });
  expect(results.every(({ outcome }) => outcome === "succeeded")).toBe(true);
  expect(timers()).toBeLessThan(before + 10);
});

it("is ended by the run's wall time", async () => {
  const result = await sandbox.runOne({
    source: "try { await sdk.sleep(30_000); } catch {} return 'survived';",
    limits: { wallMs: 300 },
  });
  expect(result).toMatchObject({ outcome: "timed_out", resultJson: null });
  expect(result.effects).toMatchObject([{ kind: "sleep", ok: false }]);
});

it("counts as a call of the sdk", async () => {
  const result = await sandbox.runOne({
    source: "for (;;) { try { await sdk.sleep(0); } catch {} }",
    limits: { sdkCalls: 5 },
  });
  expect(result).toMatchObject({
    outcome: "limit_exceeded",
    error: { message: "more than 5 sdk calls in one run" },
  });
});

it("is a function that no script can change", async () => {
  const source = `
    const before = sdk.sleep;
    try { sdk.sleep = () => {}; } catch {}
    try { sdk.sleep.left = "for the next run"; } catch {}
    return [typeof sdk.sleep, sdk.sleep === before, sdk.sleep.left ?? null, Object.isFrozen(sdk.sleep)];`;
  const { resultJson } = await sandbox.runOne(source);
  expect(resultJson).toBe('["function",true,null,true]');
});
