import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultRunLimits } from "#lib/executions/run-limits.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { setUpSandbox } from "./testing/sandbox-setup.ts";

const quick = "return sdk.events.current().n;";
const busy = "const end = Date.now() + 1500; while (Date.now() < end); return 'whole';";
const bomb = "const a = []; for (;;) a.push(new Uint8Array(1e7).fill(7));";
const limits = { ...defaultRunLimits, cpuMs: 20_000, wallMs: 20_000, heapBytes: 48 * 1024 * 1024 };

/** Who may share a process is up to `cordoned`; `served` notes whose batch has entered which process, in that order. */
async function setUp({ children, cordoned }: { children: number; cordoned: readonly string[] }) {
  const served: { tenantId: string; pid: number }[] = [];
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const debug = (fields: object, message: string) => {
    if (message === "a batch enters a child") served.push(fields as (typeof served)[number]);
  };
  const { promise: looping, resolve } = Promise.withResolvers<void>();
  const log = { ...silent, debug };
  const { pool } = await setUpSandbox({ children, log, onProgress: () => resolve() });
  onTestFinished(() => pool.stop());
  const run = async (tenantId: string, source: string, n = 0) => {
    const script = { tenantId, scriptId: `${tenantId} ${source}`, version: 1, source };
    const runs = [{ executionId: `${n}`, contextJson: '{"hop":0}', dataJson: `{"n":${n}}` }];
    const whole = { script: { ...script, kind: "event_handler" as const }, limits, runs, slots: 1 };
    const results: RunResult[] = [];
    const isCordoned = cordoned.includes(tenantId);
    await pool.run(isCordoned ? { ...whole, cordoned: true } : whole, (one) => results.push(one));
    return results[0];
  };
  const pidsOf = (...tenants: string[]) =>
    new Set(served.filter((one) => tenants.includes(one.tenantId)).map(({ pid }) => pid));
  return { pool, run, served, pidsOf, looping };
}

type Setup = Awaited<ReturnType<typeof setUp>>;

/** One run of each tenant after the other, then many of all at once. */
async function runMany({ run, pidsOf }: Setup, tenants: readonly string[]): Promise<void> {
  const results: (RunResult | undefined)[] = [];
  for (let n = 0; n < 3; n += 1) {
    for (const tenantId of tenants) results.push(await run(tenantId, quick, n));
  }
  const before = pidsOf(...tenants).size;
  const more = Array.from({ length: 10 }, (_, n) => tenants.map((one) => run(one, quick, n)));
  results.push(...(await Promise.all(more.flat())));
  // Work that waits together runs in one turn.
  expect(pidsOf(...tenants).size - before).toBeLessThanOrEqual(2 * tenants.length);
  expect(new Set(results.map((result) => result?.outcome))).toEqual(new Set(["succeeded"]));
}

function childPids(): number[] {
  const file = `/proc/${process.pid}/task/${process.pid}/children`;
  return readFileSync(file, "latin1").split(" ").filter(Boolean).map(Number);
}

const common = (a: Set<number>, b: Set<number>) => [...a].filter((pid) => b.has(pid));
const isGone = (pid: number) => !existsSync(`/proc/${pid}`);

describe("a cordoned tenant", () => {
  it.each([1, 2])("shares no process with anybody, of %i children", async (children) => {
    const sandbox = await setUp({ children, cordoned: ["apart"] });
    await runMany(sandbox, ["one", "apart", "two"]);
    const own = sandbox.pidsOf("apart");
    expect(own.size).toBeGreaterThan(0);
    expect(common(own, sandbox.pidsOf("one", "two"))).toEqual([]);
    expect(sandbox.pool.stats()).toMatchObject({ children, busyChildren: 0, restarts: 0 });
    expect(childPids().length).toBe(children);
  });

  it("keeps its process while it alone has work", async () => {
    const sandbox = await setUp({ children: 1, cordoned: ["apart"] });
    for (let n = 0; n < 20; n += 1) await sandbox.run("apart", quick, n);
    expect(sandbox.served.length).toBe(20);
    expect([...sandbox.pidsOf("apart")]).toEqual(childPids());
  });

  it("ends nobody else's run when its memory bomb or its process goes off", async () => {
    const sandbox = await setUp({ children: 2, cordoned: ["apart"] });
    const { run, served, pidsOf, looping } = sandbox;
    const others = Promise.all([0, 1, 2].map((n) => run("one", busy, n)));
    expect(await run("apart", bomb)).toMatchObject({ outcome: "out_of_memory", uncharged: false });
    const loop = run("apart", "console.log('looping'); for (;;);");
    await looping;
    const last = served.findLast(({ tenantId }) => tenantId === "apart");
    if (last) process.kill(last.pid, "SIGKILL");
    expect(await loop).toMatchObject({ outcome: "crashed", uncharged: false });
    for (const result of await others) expect(result?.resultJson).toBe('"whole"');
    expect(served.filter(({ tenantId }) => tenantId === "one").length).toBe(3);
    expect(common(pidsOf("one"), pidsOf("apart"))).toEqual([]);
  });

  it("gets a stand-in when others block every child", async () => {
    const { run, pidsOf } = await setUp({ children: 1, cordoned: ["apart"] });
    const blocked = run("one", "const end = Date.now() + 4000; while (Date.now() < end);");
    expect((await run("apart", quick, 7))?.resultJson).toBe("7");
    expect(common(pidsOf("one"), pidsOf("apart"))).toEqual([]);
    expect((await blocked)?.outcome).toBe("succeeded");
  });
});

describe("tenants that are all cordoned", () => {
  const tenants = ["one", "two", "three"];

  it("take turns when they are more than the children", async () => {
    const sandbox = await setUp({ children: 1, cordoned: tenants });
    await runMany(sandbox, tenants);
    const pids = tenants.map((tenantId) => sandbox.pidsOf(tenantId));
    const all = sandbox.pidsOf(...tenants);
    expect(all.size).toBe(pids.reduce((sum, { size }) => sum + size, 0));
    expect(sandbox.pool.stats()).toMatchObject({ children: 1, restarts: 0 });
  });

  it("each get their turn while the others never run out of work", async () => {
    const { run } = await setUp({ children: 1, cordoned: tenants });
    let isOver = false;
    const stream = async (tenantId: string) => {
      for (let n = 0; !isOver; n += 1) await run(tenantId, quick, n);
    };
    const streams = ["one", "two"].flatMap((tenantId) => [stream(tenantId), stream(tenantId)]);
    for (let n = 0; n < 3; n += 1) expect((await run("three", quick, n))?.resultJson).toBe(`${n}`);
    isOver = true;
    await Promise.all(streams);
  });

  it("leave no process behind when the pool stops between two turns", async () => {
    const { pool, run, served } = await setUp({ children: 1, cordoned: tenants });
    const before = childPids();
    await run("one", quick);
    const waiting = [run("two", quick), run("three", quick)];
    const seen = new Set([...before, ...childPids()]);
    expect(seen.size).toBe(2);
    await pool.stop();
    for (const result of await Promise.all(waiting)) expect(result?.uncharged).toBe(true);
    for (const { pid } of served) seen.add(pid);
    expect([...seen].filter((pid) => !isGone(pid))).toEqual([]);
    expect(childPids()).toEqual([]);
  });
});
