import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type SandboxSetup, setUpSandbox } from "./testing/sandbox-setup.ts";

let sandbox: SandboxSetup;
beforeAll(async () => {
  sandbox = await setUpSandbox();
});
afterEach(() => sandbox.expectAlive());
afterAll(() => sandbox.pool.stop());

describe("a script that never yields", () => {
  it.each([
    ["a loop", "for (;;);"],
    ["a loop of microtasks", "for (;;) await null;"],
    ["microtasks it leaves behind", "(async () => { for (;;) await null; })(); return 1;"],
    ["a loop after a host call", "await sdk.events.emit('a.b'); for (;;);"],
    ["a getter of the error it throws", "throw { get message() { for (;;); } };"],
    ["a trap of the proxy it throws", "throw new Proxy(new Error(), { get() { for (;;); } });"],
    ["the toJSON of its result", "return { toJSON() { for (;;); } };"],
    ["the then of its result", "return { then() { for (;;); } };"],
    ["a regular expression", "return /^(a+)+$/.test('a'.repeat(40) + 'b');"],
    [
      "a loop that catches everything",
      "for (;;) { try { for (;;); } catch {} finally { continue; } }",
    ],
  ])("ends as cpu_exceeded: %s", async (_name, source) => {
    const result = await sandbox.runOne(source);
    expect(result).toMatchObject({
      outcome: "cpu_exceeded",
      uncharged: false,
      error: { name: "CpuExceeded" },
      resultJson: null,
      emitted: [],
    });
  });

  it("ends as cpu_exceeded even inside native code that V8 cannot stop", async () => {
    const result = await sandbox.runOne("let x = 3n; for (;;) x = x ** 7n % (1n << 900000n);");
    expect(result.outcome).toBe("cpu_exceeded");
  });

  it("keeps the lines it logged before", async () => {
    const result = await sandbox.runOne("console.log('begin'); for (;;);");
    expect(result.logs).toMatchObject([{ level: "info", message: "begin" }]);
  });
});

describe("a script that waits", () => {
  it("ends as timed_out when what it waits for never comes", async () => {
    const limits = { wallMs: 200 };
    const result = await sandbox.runOne({ source: "await new Promise(() => {});", limits });
    expect(result).toMatchObject({ outcome: "timed_out", error: { name: "TimedOut" } });
    expect(result.durationMs).toBeGreaterThanOrEqual(190);
  });

  it("does not hold up its neighbours", async () => {
    const results = await sandbox.runAll({
      source: "if (sdk.events.current().wait) await new Promise(() => {}); return 1;",
      limits: { wallMs: 300 },
      runs: [{ dataJson: '{"wait":true}' }, {}, {}],
    });
    expect(results.map(({ outcome }) => outcome)).toEqual(["timed_out", "succeeded", "succeeded"]);
  });
});

describe("a batch with a loop in it", () => {
  it("charges the loop alone and gives every neighbour its own truth", async () => {
    const results = await sandbox.runAll({
      source: "if (sdk.events.current().loop) for (;;); return sdk.events.current().n;",
      runs: Array.from({ length: 20 }, (_, n) => ({
        dataJson: JSON.stringify({ n, loop: n === 7 }),
      })),
    });
    expect(results.map((result) => result.resultJson ?? result.outcome)).toEqual(
      Array.from({ length: 20 }, (_, n) => (n === 7 ? "cpu_exceeded" : `${n}`)),
    );
  });

  it("lets neighbours that awaited the host finish alone, uncharged", async () => {
    const results = await sandbox.runAll({
      source: `
        const { loop } = sdk.events.current();
        await sdk.events.emit('a.b');
        if (loop) for (;;);
        return 'done';`,
      runs: Array.from({ length: 10 }, (_, n) => ({ dataJson: JSON.stringify({ loop: n === 0 }) })),
    });
    expect(results[0]?.outcome).toBe("cpu_exceeded");
    for (const result of results.slice(1)) {
      expect(result).toMatchObject({ outcome: "succeeded", resultJson: '"done"' });
      expect(result.emitted).toHaveLength(1);
    }
  });
});

describe("a child that is blocked", () => {
  it("gets a stand-in, so that others need not wait for the loop", async () => {
    const limits = { cpuMs: 3_000, wallMs: 6_000 };
    const loop = sandbox.runOne({ source: "for (;;);", limits });
    const startedAt = performance.now();
    const other = await sandbox.runOne({ source: "return 'not waiting';", tenantId: "tenant-b" });
    expect(other.resultJson).toBe('"not waiting"');
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    expect(sandbox.pool.stats().children).toBeLessThanOrEqual(2);
    expect((await loop).outcome).toBe("cpu_exceeded");
    await sandbox.expectAlive();
    expect(sandbox.pool.stats().children).toBe(1);
  });

  it("is not the last one a tenant may block: others start while it fills all that it may", async () => {
    const two = await setUpSandbox({ children: 2 });
    const limits = { cpuMs: 2_500, wallMs: 8_000 };
    const sources = ["for (;;);", "for (;;) {}", "while (true);", "do {} while (true);"];
    const loops = sources.map((source) => two.runOne({ source, limits }));
    const startedAt = performance.now();
    const others = ["tenant-b", "tenant-c", "tenant-b"].map((tenantId) =>
      two.runOne({ source: "return 'in time';", tenantId }),
    );
    for (const other of await Promise.all(others)) expect(other.resultJson).toBe('"in time"');
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    for (const loop of await Promise.all(loops)) expect(loop.outcome).toBe("cpu_exceeded");
    await two.pool.stop();
  });
});
