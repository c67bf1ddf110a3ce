import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type SandboxSetup, setUpSandbox } from "./testing/sandbox-setup.ts";

let sandbox: SandboxSetup;
beforeAll(async () => {
  sandbox = await setUpSandbox();
});
afterEach(() => sandbox.expectAlive());
afterAll(() => sandbox.pool.stop());

const patient = { cpuMs: 10_000, wallMs: 15_000 };

describe("a script that eats memory", () => {
  it.each([
    ["arrays", "const a = []; for (;;) a.push(new Array(1000).fill(1));"],
    ["one huge array", "return new Array(1e8).fill(0).length;"],
    ["array buffers", "const a = []; for (;;) a.push(new Uint8Array(1e7).fill(7));"],
    [
      "buffers that would grow",
      "const a = []; for (;;) { const b = new ArrayBuffer(1e6, { maxByteLength: 2 ** 30 }); try { b.resize(5e7); } catch {} new Uint8Array(b).fill(1); a.push(b); }",
    ],
    ["one huge array buffer", "return new ArrayBuffer(4e9).byteLength;"],
    ["a string doubled for ever", "let s = 'x'; for (;;) s += s;"],
    ["a growing map", "const m = new Map(); for (let i = 0; ; i++) m.set(i, i);"],
    [
      "parsed JSON",
      `const a = []; for (let i = 0; ; i++) a.push(JSON.parse('"' + 'x'.repeat(1e6) + i + '"'));`,
    ],
    [
      "objects behind promises",
      "const a = []; for (;;) a.push(Promise.resolve({ a: [1, 2, 3] }));",
    ],
  ])("ends as out_of_memory: %s", async (_name, source) => {
    const result = await sandbox.runOne({ source, limits: patient });
    expect(result).toMatchObject({ outcome: "out_of_memory", uncharged: false, resultJson: null });
  });

  it.each([
    ["a power", "return String((3n ** 40000000n).toString().length);"],
    ["squares", "let x = 2n; for (;;) x *= x;"],
  ])("ends with a named outcome when it is a BigInt: %s", async (_name, source) => {
    const result = await sandbox.runOne({ source, limits: { cpuMs: 500, wallMs: 15_000 } });
    expect(["cpu_exceeded", "out_of_memory"]).toContain(result.outcome);
  });
});

describe("a batch with a memory bomb in it", () => {
  it("fails the bomb only", async () => {
    const results = await sandbox.runAll({
      source: `
        const { n } = sdk.events.current();
        if (n === 3) { const a = []; for (;;) a.push(new Array(1000).fill(n)); }
        return n;`,
      limits: patient,
      runs: Array.from({ length: 8 }, (_, n) => ({ dataJson: JSON.stringify({ n }) })),
    });
    expect(results.map((result) => result.resultJson ?? result.outcome)).toEqual(
      Array.from({ length: 8 }, (_, n) => (n === 3 ? "out_of_memory" : `${n}`)),
    );
  });
});

it("leaves a child no larger for long, however many bombs: one that keeps their pages is replaced", async () => {
  const own = await setUpSandbox();
  const [first = 0] = residentBytes();
  const { restarts } = own.pool.stats();
  const source = "const a = []; for (;;) a.push(new Array(1000).fill(1));";
  for (let bomb = 0; bomb < 6; bomb += 1) {
    const result = await own.runOne({ source, limits: patient });
    expect(result.outcome).toBe("out_of_memory");
    await own.expectAlive();
  }
  await expect.poll(() => own.pool.stats().children, { timeout: 20_000, interval: 20 }).toBe(1);
  await own.expectAlive();
  // Those that were killed by the fence count as restarts; those that were replaced do not.
  expect(own.pool.stats().restarts).toBeLessThanOrEqual(restarts + 6);
  for (const bytes of residentBytes()) expect(bytes).toBeLessThan(first + 64 * 1024 * 1024);
  await own.pool.stop();
});

/** Of the children that this file's own pool did not start. */
function residentBytes(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "latin1");
  return children
    .trim()
    .split(" ")
    .slice(-1)
    .map((pid) => Number(readFileSync(`/proc/${pid}/statm`, "latin1").split(" ")[1]) * 4_096);
}

it("array buffers are of fixed size, and work", async () => {
  const source = `
    class Mine extends ArrayBuffer {}
    const b = new ArrayBuffer(8, { maxByteLength: 64 });
    const moved = new Uint8Array([1, 2, 3]).buffer.transfer(4);
    return [
      (() => { try { b.resize(16); } catch (e) { return e.name; } })(), b.resizable, b.maxByteLength, b.byteLength, b.constructor === ArrayBuffer,
      b instanceof ArrayBuffer, ArrayBuffer.isView(new Uint8Array(b)), ArrayBuffer.name, ArrayBuffer.length,
      new Mine(3).slice(1) instanceof Mine, [...new Uint8Array(moved)], structuredClone(b).byteLength,
      new Uint8Array(4).buffer instanceof ArrayBuffer, b.slice(2).byteLength, ArrayBuffer[Symbol.species] === ArrayBuffer,
      Object.isFrozen(ArrayBuffer),
    ];`;
  const { error, resultJson } = await sandbox.runOne(source);
  expect(error).toBeNull();
  expect(JSON.parse(resultJson ?? "null")).toEqual([
    ...["TypeError", false, 8, 8, true, true, true, "ArrayBuffer", 1],
    ...[true, [1, 2, 3, 0], 8, true, 6, true, true],
  ]);
});

it("a script within its memory runs, again and again", async () => {
  const source =
    "const a = new Uint8Array(2e7).fill(1); const b = new Array(1e6).fill(1); return a.length + b.length;";
  const runs = Array.from({ length: 20 }, () => ({}));
  const results = await sandbox.runAll({ source, limits: patient, runs });
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(["succeeded"]));
});
