import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type SandboxSetup, setUpSandbox } from "./testing/sandbox-setup.ts";

let sandbox: SandboxSetup;
beforeAll(async () => {
  sandbox = await setUpSandbox();
});
afterEach(() => sandbox.expectAlive());
afterAll(() => sandbox.pool.stop());

const exceeded = { outcome: "limit_exceeded", emitted: [], error: { name: "LimitExceeded" } };

describe("the result", () => {
  it.each([
    ["return { a: [1, 'x', null] };", '{"a":[1,"x",null]}'],
    ["return;", null],
    ["return null;", "null"],
    ["return new Date(0);", '"1970-01-01T00:00:00.000Z"'],
    ["return 'a\\u0000\\ud800';", '"a\\ufffd\\ufffd"'],
  ])("is JSON text: %s", async (source, resultJson) => {
    expect(await sandbox.runOne(source)).toMatchObject({ outcome: "succeeded", resultJson });
  });

  it.each([
    ["return 1n;"],
    ["const a = {}; a.a = a; return a;"],
    ["return { f() {} };"],
    ["return () => {};"],
    ["return { s: Symbol.iterator };"],
  ])("is a TypeError when it is not JSON: %s", async (source) => {
    expect(await sandbox.runOne(source)).toMatchObject({
      outcome: "failed",
      error: { name: "TypeError" },
    });
  });

  it.each([
    ["characters", "return 'x'.repeat(300_000);"],
    ["bytes", "return '€'.repeat(100_000);"],
    ["a great many characters", "return 'x'.repeat(20_000_000);"],
  ])("has a limit: %s", async (_name, source) => {
    expect(await sandbox.runOne(source)).toMatchObject(exceeded);
  });
});

describe("the log", () => {
  it("keeps levels, data and order; console is the same log", async () => {
    const { logs } = await sandbox.runOne(`
      sdk.log.debug("a"); sdk.log.info("b", { n: 1 }); sdk.log.warn("c", null); sdk.log.error("d", [1]);
      console.log("e", { f: 1 }, 2, undefined); console.error(new TypeError("g"));`);
    expect(logs.map(({ at: _at, ...line }) => line)).toEqual([
      { level: "debug", message: "a" },
      { level: "info", message: "b", data: { n: 1 } },
      { level: "warn", message: "c", data: null },
      { level: "error", message: "d", data: [1] },
      { level: "info", message: 'e {"f":1} 2 undefined' },
      { level: "error", message: "TypeError: g" },
    ]);
    expect(Date.parse(logs[0]?.at ?? "")).toBeGreaterThan(Date.now() - 60_000);
  });

  it.each([
    ["lines", "for (let i = 0; i < 5000; i++) console.log(i); return 1;", 1_001],
    ["bytes", "for (let i = 0; i < 100; i++) console.log('€'.repeat(5_000)); return 1;", 18],
  ])(
    "is cut and marked when it is too long, and the run goes on: %s",
    async (_name, source, lines) => {
      const result = await sandbox.runOne(source);
      expect(result).toMatchObject({ outcome: "succeeded", resultJson: "1" });
      expect(result.logs).toHaveLength(lines);
      expect(result.logs.at(-1)).toMatchObject({ level: "warn", message: /^log truncated/ });
    },
  );

  it("cuts one huge message", async () => {
    const { logs } = await sandbox.runOne("console.log('x'.repeat(3e7));");
    expect(logs[0]?.message.length).toBeLessThan(33_000);
  });

  it("is streamed while a long run goes on", async () => {
    const streamed = new Map<string, string[]>();
    const patient = await setUpSandbox({
      onProgress: ({ executionId }, { logs }) =>
        streamed.set(
          executionId,
          logs.map(({ message }) => message),
        ),
    });
    const result = await patient.runOne({
      source:
        "console.log('early'); const end = Date.now() + 2300; while (Date.now() < end); return 1;",
      limits: { cpuMs: 5_000, wallMs: 8_000 },
    });
    await patient.pool.stop();
    expect(result.logs).toHaveLength(1);
    expect(streamed.get("run-0")).toEqual(["early"]);
  });
});

describe("sdk.events", () => {
  it("gives the payload and the context, fresh each time", async () => {
    const { resultJson } = await sandbox.runOne({
      source: `
        const first = sdk.events.current();
        first.a = 2;
        return [sdk.events.current(), sdk.events.context(), first === sdk.events.current()];`,
      runs: [{ dataJson: '{"a":1}', contextJson: '{"hop":3,"attempt":1}' }],
    });
    expect(resultJson).toBe('[{"a":1},{"hop":3,"attempt":1},false]');
  });

  it("has no payload outside handlers", async () => {
    const runs = [{ dataJson: null }];
    const { resultJson } = await sandbox.runOne({ source: "return sdk.events.current();", runs });
    expect(resultJson).toBe("null");
  });

  it("emits events that come with a successful result", async () => {
    const { emitted, resultJson } = await sandbox.runOne(`
      const { id } = await sdk.events.emit("order.paid", { n: 1 }, { subject: "o-1", delayMs: 5000 });
      await sdk.events.emit("order.closed");
      return id;`);
    expect(emitted).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
        type: "order.paid",
        dataJson: '{"n":1}',
        subject: "o-1",
        delayMs: 5_000,
      },
      { id: expect.any(String), type: "order.closed", dataJson: "null" },
    ]);
    expect(resultJson).toBe(JSON.stringify(emitted[0]?.id));
  });

  it("emits nothing when the run fails", async () => {
    const result = await sandbox.runOne("await sdk.events.emit('a.b'); throw new Error('no');");
    expect(result).toMatchObject({ outcome: "failed", emitted: [] });
  });

  it.each([
    ["'scriptbus.x'"],
    ["'1a'"],
    ["''"],
    ["'a'.repeat(200)"],
    ["{}"],
    ["'a.b', 1n"],
    ["'a.b', () => {}"],
    ["'a.b', 'a\\u0000'"],
    ["'a.b', 'x'.repeat(300_000)"],
    ["'a.b', 'x'.repeat(3_000_000)"],
    ["'a.b', Array.from({ length: 40 }).reduce((d) => [d], 1)"],
    ["'a.b', {}, { delayMs: 8 * 24 * 3600e3 }"],
    ["'a.b', {}, { delayMs: '1' }"],
    ["'a.b', {}, { subject: '' }"],
    ["'a.b', {}, { later: 1 }"],
    ["'a.b', {}, 5"],
  ])("refuses emit(%s) with an error the script can catch", async (args) => {
    const source = `try { await sdk.events.emit(${args}); } catch (e) { return e instanceof Error; }`;
    expect(await sandbox.runOne(source)).toMatchObject({ resultJson: "true", emitted: [] });
  });

  it("refuses to emit on an eleventh hop", async () => {
    const source =
      "try { await sdk.events.emit('a.b'); return 'ok'; } catch (e) { return e.name; }";
    const runs = [{ contextJson: '{"hop":9}' }, { contextJson: '{"hop":10}' }];
    const results = await sandbox.runAll({ source, runs });
    expect(results.map(({ resultJson }) => resultJson)).toEqual(['"ok"', '"LoopGuardError"']);
  });

  it.each([
    ["awaited", "for (let i = 0; i < 21; i++) { try { await sdk.events.emit('a.b'); } catch {} }"],
    ["not awaited", "for (let i = 0; i < 21; i++) sdk.events.emit('a.b').catch(() => {});"],
    [
      "all at once",
      "await Promise.allSettled(Array.from({ length: 21 }, () => sdk.events.emit('a.b')));",
    ],
  ])("ends the run at too many emits, uncatchably: %s", async (_name, loop) => {
    expect(await sandbox.runOne(`${loop} return 'survived';`)).toMatchObject(exceeded);
  });

  it("ends the run at too many sdk calls, uncatchably", async () => {
    const source = "for (;;) { try { await sdk.events.emit('no type'); } catch {} }";
    expect(await sandbox.runOne(source)).toMatchObject(exceeded);
  });

  it("interleaves many runs that wait for the host", async () => {
    const results = await sandbox.runAll({
      source:
        "for (let i = 0; i < 5; i++) await sdk.events.emit('a.b', i); return sdk.events.current();",
      runs: Array.from({ length: 60 }, (_, n) => ({ dataJson: `${n}` })),
    });
    expect(results.map(({ resultJson }) => resultJson)).toEqual(results.map((_, n) => `${n}`));
    expect(results.every(({ emitted }) => emitted.length === 5)).toBe(true);
  });
});
