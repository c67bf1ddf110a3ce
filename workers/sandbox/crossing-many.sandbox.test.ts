// What holds when the guest is entered once for many runs: nobody pays for another, nothing that is done is done again.
import { readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { setUpSandbox } from "./testing/sandbox-setup.ts";

const numbered = (count: number, more: (n: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, n) => ({ dataJson: JSON.stringify({ n, ...more(n) }) }));

async function setUp(options: Parameters<typeof setUpSandbox>[0] = {}) {
  const sandbox = await setUpSandbox(options);
  onTestFinished(() => sandbox.pool.stop());
  return sandbox;
}

describe("many runs in one crossing", () => {
  it("give each its own payload, context, result and log lines in order", async () => {
    const { runAll } = await setUp();
    const source = `
      const { n, text } = sdk.events.current();
      console.log("first " + n);
      if (n % 3 === 0) await null;
      console.log("second " + n, text);
      return [n, sdk.events.context().hop, text];`;
    const runs = Array.from({ length: 300 }, (_, n) => ({
      dataJson: JSON.stringify({ n, text: n % 7 === 0 ? "é€😀" : "x".repeat(n * 5) }),
      contextJson: JSON.stringify({ hop: n }),
    }));
    const results = await runAll({ source, runs });
    for (const [n, { resultJson, logs }] of results.entries()) {
      const { text } = JSON.parse(runs[n]?.dataJson ?? "");
      expect(JSON.parse(resultJson ?? "null")).toEqual([n, n, text]);
      expect(logs.map(({ message }) => message)).toEqual([`first ${n}`, `second ${n} ${text}`]);
    }
  });

  it("share no sdk: one that a run keeps in a promise is dead for the next", async () => {
    const { runAll } = await setUp();
    const source = `
      const { n } = sdk.events.current();
      (async () => { for (let i = 0; i < 50; i++) { await null; if (i > 10) try { console.log("late"); await sdk.events.emit("a.b"); } catch {} } })();
      return n;`;
    const results = await runAll({ source, runs: numbered(40) });
    for (const [n, { resultJson, logs, emitted }] of results.entries()) {
      expect([resultJson, emitted]).toEqual([`${n}`, []]);
      expect(logs).toEqual([]);
    }
  });

  it("hold results of every size", async () => {
    const { runAll } = await setUp();
    const sizes = [0, 400, 600, 30_000, 40_000, 200_000];
    const source =
      "return 'é'.repeat(sdk.events.current().n % 2) + 'x'.repeat(sdk.events.current().size);";
    const runs = numbered(60, (n) => ({ size: sizes[n % sizes.length] }));
    const results = await runAll({ source, runs, limits: { cpuMs: 5_000, wallMs: 15_000 } });
    expect(results.map(({ resultJson }) => JSON.parse(resultJson ?? "").length)).toEqual(
      results.map((_, n) => (sizes[n % sizes.length] ?? 0) + (n % 2)),
    );
  });

  it("take what they took: a slow one among quick ones is charged alone", async () => {
    const { runAll } = await setUp();
    const source = `
      const { slow } = sdk.events.current();
      if (slow) { const end = Date.now() + 60; while (Date.now() < end); }
      return 1;`;
    const results = await runAll({ source, runs: numbered(50, (n) => ({ slow: n === 20 })) });
    const slow = results[20];
    expect(slow?.durationMs).toBeGreaterThan(50);
    for (const [n, { durationMs, cpuMs }] of results.entries()) {
      if (n === 20) continue;
      expect(durationMs).toBeLessThan(20);
      expect(cpuMs).not.toBeNull();
      expect(cpuMs ?? 0).toBeLessThan(20);
    }
  });

  it("fail one by one when one leaves a rejection behind", async () => {
    const { runAll } = await setUp();
    const source = `
      const { n } = sdk.events.current();
      if (n === 5) Promise.reject(new RangeError("gone " + n));
      return n;`;
    const results = await runAll({ source, runs: numbered(30) });
    expect(results.map(({ outcome }) => outcome)).toEqual(
      results.map((_, n) => (n === 5 ? "failed" : "succeeded")),
    );
    expect(results[5]?.error?.message).toContain("gone 5");
  });

  it("do not pay for the loop that another has left behind", async () => {
    const { runAll } = await setUp();
    const source = `
      const { n } = sdk.events.current();
      if (n === 5) (async () => { for (;;) await null; })();
      return n;`;
    const results = await runAll({ source, runs: numbered(12) });
    for (const [n, { outcome }] of results.entries()) {
      if (n === 5) expect(["succeeded", "cpu_exceeded"]).toContain(outcome);
      else expect(outcome).toBe("succeeded");
    }
  });

  it("blame a loop after an await, and only it", async () => {
    const { runAll } = await setUp();
    const source = `
      const { n } = sdk.events.current();
      await null;
      if (n === 9) for (;;);
      return n;`;
    const results = await runAll({ source, runs: numbered(30) });
    expect(results.map((result) => result.resultJson ?? result.outcome)).toEqual(
      results.map((_, n) => (n === 9 ? "cpu_exceeded" : `${n}`)),
    );
  });

  it.each([
    ["V8 can stop", "for (;;);"],
    ["ends the process", "let x = 3n; for (;;) x = x ** 7n % (1n << 900000n);"],
  ])("end once each, uncharged, when one that %s was among them", async (_name, loop) => {
    const { runAll } = await setUp();
    const source = `
      const { n } = sdk.events.current();
      console.log("run " + n);
      if (n === 12) { ${loop} }
      return n;`;
    const limits = { cpuMs: 300, wallMs: 15_000 };
    const results = await runAll({ source, limits, runs: numbered(20) });
    expect(results.map((result) => result.resultJson ?? result.outcome)).toEqual(
      results.map((_, n) => (n === 12 ? "cpu_exceeded" : `${n}`)),
    );
    for (const [n, { logs }] of results.entries())
      expect(logs.map(({ message }) => message)).toEqual([`run ${n}`]);
  });

  it("perform a call once for each run that makes it, also when another ends the crossing", async () => {
    const { runAll } = await setUp();
    const source = `
      const { n } = sdk.events.current();
      const { id } = await sdk.events.emit("a.b", n);
      if (n === 3) throw new Error("no");
      return id;`;
    const results = await runAll({ source, runs: numbered(100) });
    for (const [n, { emitted, effects, resultJson }] of results.entries()) {
      expect(effects).toHaveLength(1);
      if (n === 3) expect(emitted).toEqual([]);
      else expect(resultJson).toBe(JSON.stringify(emitted[0]?.id));
    }
  });

  it.each([
    ["short", "a"],
    ["not ASCII", "ä"],
    ["long", "x".repeat(1_000)],
  ])(
    "perform no call of theirs twice when one leaves a rejection and the text is %s",
    async (_name, text) => {
      const sent: string[] = [];
      const send = async ({ message }: { message: { message: string } }) => {
        sent.push(message.message.slice(-1));
        return { state: "accepted" as const, id: "1" };
      };
      const { runAll } = await setUp({ services: { sms: { send } as never } });
      const source = `
      const { n, text } = sdk.events.current();
      if (n === 0) { Promise.reject(new Error("nobody waits")); return 1; }
      return sdk.sms.send({ to: "+4917012345678", message: text + n });`;
      const results = await runAll({ source, runs: numbered(6, () => ({ text })) });
      expect(results.map(({ outcome }) => outcome)).toEqual([
        "failed",
        ...Array(5).fill("succeeded"),
      ]);
      expect(sent.sort()).toEqual(["1", "2", "3", "4", "5"]);
    },
  );

  it.each(["a", "ä", "x".repeat(1_000)])(
    "take the time they waited, whatever they log",
    async (text) => {
      const { runAll } = await setUp();
      const source = `
      const { n, text } = sdk.events.current();
      if (n === 7) { const end = Date.now() + 120; while (Date.now() < end); return 1; }
      const began = Date.now();
      await sdk.crypto.randomUUID();
      console.log(text);
      return Date.now() - began;`;
      const results = await runAll({ source, runs: numbered(8, () => ({ text })) });
      for (const { durationMs, resultJson } of results) {
        expect(durationMs).toBeGreaterThan(Number(resultJson) - 20);
      }
    },
  );

  it("say in order more than the memory for lines holds", async () => {
    const { runAll } = await setUp();
    const source = `
      const all = [];
      for (let i = 0; i < 8; i++) all.push(sdk.events.emit("a.b" + i, "x".repeat(200_000)));
      console.log("é");
      return (await Promise.all(all)).length;`;
    const limits = { cpuMs: 2_000, wallMs: 15_000 };
    const results = await runAll({ source, limits, runs: numbered(6) });
    const types = Array.from({ length: 8 }, (_, i) => `a.b${i}`);
    for (const { emitted, logs, resultJson } of results) {
      expect(emitted.map(({ type }) => type)).toEqual(types);
      expect([resultJson, logs.length]).toEqual(["8", 1]);
    }
  });

  it("begin no more runs than may wait at once", async () => {
    const { runAll } = await setUp();
    const source = "const r = await sdk.events.emit('a.b'); return r.id.length;";
    for (const slots of [1, 3]) {
      const results = await runAll({ source, slots, runs: numbered(20) });
      expect(new Set(results.map(({ resultJson }) => resultJson))).toEqual(new Set(["36"]));
    }
  });
});

it("the child reads no code of the host's side of the sdk", () => {
  const imports = readFileSync(new URL("./child/guest-program.ts", import.meta.url), "utf8");
  expect(imports).not.toContain("registry");
});
