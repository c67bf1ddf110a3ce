// Several batches of one tenant in one child while all of their runs wait.
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultRunLimits } from "#lib/executions/run-limits.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import type { SandboxPoolOptions } from "./pool.ts";
import { setUpSandbox } from "./testing/sandbox-setup.ts";

const heapBytes = 48 * 1024 * 1024;
const limits = { ...defaultRunLimits, cpuMs: 500, wallMs: 20_000, heapBytes };
const patience = { timeout: 20_000, interval: 5 };

type Entry = { tenantId: string; scriptId: string; pid: number; enteredAt: number };
type Order = {
  tenantId?: string;
  version?: number;
  runs?: number;
  limits?: Partial<typeof limits>;
};

/** `entries` notes which batch has entered which process, and when; `enter` resolves when the script has. */
async function setUp(children = 1, options: Partial<SandboxPoolOptions> = {}) {
  const entries: Entry[] = [];
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const debug = (fields: object, message: string) => {
    if (message !== "a batch enters a child") return;
    entries.push({ ...(fields as Entry), enteredAt: performance.now() });
  };
  const { pool } = await setUpSandbox({ children, log: { ...silent, debug }, ...options });
  onTestFinished(() => pool.stop());
  const runAll = async (source: string, order: Order = {}) => {
    const { tenantId = "one", version = 1, runs = 1 } = order;
    const script = { tenantId, scriptId: `${tenantId} ${source}`, version, source };
    const results: RunResult[] = [];
    const batch = {
      script: { ...script, kind: "event_handler" as const },
      limits: { ...limits, ...order.limits },
      runs: Array.from({ length: runs }, (_, n) => ({
        executionId: `${n}`,
        contextJson: '{"hop":0}',
        dataJson: JSON.stringify({ n }),
      })),
      slots: runs,
      cordoned: tenantId.startsWith("apart"),
    };
    await pool.run(batch, (result) => results.push(result));
    return results.sort((a, b) => Number(a.executionId) - Number(b.executionId));
  };
  const run = async (source: string, order: Order = {}) => (await runAll(source, order))[0];
  const entered = (count: number) =>
    expect.poll(() => entries.length, patience).toBeGreaterThanOrEqual(count);
  return { pool, run, runAll, entries, entered };
}

const pids = (entries: readonly Entry[]) => new Set(entries.map(({ pid }) => pid));
const sleeper = (ms: number, what: string) => `await sdk.sleep(${ms}); return "${what}";`;
const succeeded = (what: unknown) => ({
  outcome: "succeeded",
  uncharged: false,
  resultJson: JSON.stringify(what),
});

describe("batches of one tenant that wait", () => {
  it("share the one child there is", async () => {
    const { run, entries, pool } = await setUp();
    const startedAt = performance.now();
    const scripts = Array.from({ length: 40 }, (_, n) => run(sleeper(500, `${n}`)));
    const results = await Promise.all(scripts);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    for (const [n, result] of results.entries()) expect(result).toMatchObject(succeeded(`${n}`));
    expect(pids(entries).size).toBe(1);
    expect(pool.stats()).toMatchObject({ children: 1, busyChildren: 0, restarts: 0 });
  });

  it("never have more than 16 runs open together", async () => {
    let open = 0;
    let most = 0;
    const { runAll } = await setUp();
    const source = "const a = Date.now(); await sdk.sleep(200); return [a, Date.now()];";
    const batches = await Promise.all(
      [1, 2, 3, 4].map((version) => runAll(source, { version, runs: 10 })),
    );
    const spans = batches
      .flat()
      .map(({ resultJson }) => JSON.parse(resultJson ?? "[]") as number[]);
    const moments = spans.flatMap(([from = 0, to = 0]) => [
      { at: from, change: 1 },
      { at: to, change: -1 },
    ]);
    for (const { change } of moments.sort((a, b) => a.at - b.at || a.change - b.change)) {
      open += change;
      most = Math.max(most, open);
    }
    expect(spans.length).toBe(40);
    expect(most).toBeGreaterThan(10);
    expect(most).toBeLessThanOrEqual(16);
  });

  it("get each their own answers, late ones too, also in the isolate that they share", async () => {
    const { runAll, pool } = await setUp();
    const source = `
      const { n } = sdk.events.current();
      const ids = [];
      for (let i = 0; i < 4; i++) { await sdk.sleep((7 * n * i) % 40); ids.push(n + ":" + i); }
      return ids;`;
    const same = Array.from({ length: 4 }, () => runAll(source, { runs: 4 }));
    const other = runAll(`/* other */ ${source}`, { runs: 4 });
    const late = runAll("await sdk.sleep(400); return 'late';", { limits: { wallMs: 150 } });
    for (const results of await Promise.all([...same, other])) {
      for (const [n, result] of results.entries()) {
        expect(result).toMatchObject(succeeded([0, 1, 2, 3].map((i) => `${n}:${i}`)));
      }
    }
    expect((await late)[0]?.outcome).toBe("timed_out");
    expect(await runAll(source, { runs: 1 })).toMatchObject([{ outcome: "succeeded" }]);
    // One for each script: those of the same one have shared it.
    expect(pool.stats().isolateMisses).toBe(3);
  });

  it("do not come between runs that compute", async () => {
    const { run, entries } = await setUp();
    const busy = "const end = Date.now() + 300; while (Date.now() < end); return 'busy';";
    const startedAt = performance.now();
    const first = run(busy);
    const second = run(sleeper(1, "after"));
    expect(await first).toMatchObject(succeeded("busy"));
    expect(await second).toMatchObject(succeeded("after"));
    expect((entries[1]?.enteredAt ?? 0) - startedAt).toBeGreaterThan(290);
  });
});

describe("of batches that share a child", () => {
  it.each([
    ["a loop", "for (;;);", "cpu_exceeded"],
    [
      "a loop that V8 cannot stop",
      "[].includes.call(new Proxy({ length: 2 ** 31 }, {}), 1);",
      "cpu_exceeded",
    ],
    ["a memory bomb", "const a = []; for (;;) a.push(new Array(1000).fill(1));", "out_of_memory"],
    [
      "a bomb that V8 does not see",
      "const a = []; for (;;) a.push(new Intl.DateTimeFormat('de'));",
      "out_of_memory",
    ],
    ["a rejection", "Promise.reject(new Error('lost')); await sdk.sleep(1);", "failed"],
  ])("%s costs only its own run", async (_name, code, outcome) => {
    const { run, entries, entered } = await setUp();
    const waiting = run(sleeper(1_500, "waited"));
    await entered(1);
    const order = { limits: { cpuMs: outcome === "out_of_memory" ? 10_000 : 500 } };
    expect(await run(code, order)).toMatchObject({ outcome, uncharged: false });
    expect(await waiting).toMatchObject(succeeded("waited"));
    expect(entries[1]?.pid).toBe(entries[0]?.pid);
  });

  it("the one that is in code when the child is killed has crashed, the others go again", async () => {
    let isLooping = false;
    const { run, entries, entered } = await setUp(1, {
      onProgress: ({ executionId }, { logs }) => {
        isLooping ||=
          executionId === "0" && logs.some(({ message }) => message.includes("looping"));
      },
    });
    const waiting = run(sleeper(3_000, "waited"));
    await entered(1);
    const loop = run("console.log('looping'); for (;;);", { limits: { cpuMs: 15_000 } });
    await expect.poll(() => isLooping, patience).toBe(true);
    process.kill(entries[0]?.pid ?? 0, "SIGKILL");
    expect(await loop).toMatchObject({ outcome: "crashed", uncharged: false });
    expect(await waiting).toMatchObject(succeeded("waited"));
    expect(entries[1]?.pid).toBe(entries[0]?.pid);
  });

  it("nobody has crashed when the child is killed while all wait", async () => {
    const { run, entries, entered } = await setUp();
    const waiting = [run(sleeper(600, "a")), run(sleeper(600, "b"))];
    await entered(2);
    process.kill(entries[0]?.pid ?? 0, "SIGKILL");
    const results = await Promise.all(waiting);
    expect(results).toMatchObject([succeeded("a"), succeeded("b")]);
    const again = entries.slice(2);
    // Each alone: the second begins when the first is over.
    expect(Math.abs((again[1]?.enteredAt ?? 0) - (again[0]?.enteredAt ?? 0))).toBeGreaterThan(550);
  });

  it("those in the isolate that one of them breaks go again, and the rest goes on in a new one", async () => {
    const { runAll, entered } = await setUp();
    const source = `
      const { n } = sdk.events.current();
      await sdk.sleep(100 + 40 * n);
      if (n === 5) for (;;);
      return n;`;
    const few = runAll(source, { runs: 3 });
    await entered(1);
    const many = runAll(source, { runs: 7 });
    expect((await few).map(({ resultJson }) => resultJson)).toEqual(["0", "1", "2"]);
    const outcomes = ["0", "1", "2", "3", "4", "cpu_exceeded", "6"];
    expect((await many).map((one) => one.resultJson ?? one.outcome)).toEqual(outcomes);
  });
});

describe("tenants", () => {
  it("never share a child at the same time", async () => {
    const { run, entries } = await setUp(2);
    const tenants = ["one", "two", "three", "apart"];
    const spans: { pid: number; tenantId: string; from: number; to: number }[] = [];
    const lane = async (tenantId: string, n: number) => {
      const source = sleeper(60 + 10 * n, `${n}`);
      for (let i = 0; i < 3; i += 1) {
        const result = await run(source, { tenantId, version: n });
        const to = performance.now();
        expect(result?.outcome).toBe("succeeded");
        const entry = entries.findLast(({ scriptId }) => scriptId === `${tenantId} ${source}`);
        if (entry) spans.push({ pid: entry.pid, tenantId, from: entry.enteredAt, to });
      }
    };
    await Promise.all(tenants.flatMap((tenantId) => [0, 1, 2, 3].map((n) => lane(tenantId, n))));
    for (const a of spans) {
      // On a busy machine a result is heard milliseconds after its run ended; two that shared would overlap by a wait.
      const heardMs = 30;
      const overlap = spans.filter(
        (b) =>
          b.pid === a.pid &&
          b.tenantId !== a.tenantId &&
          Math.min(a.to, b.to) - Math.max(a.from, b.from) > heardMs,
      );
      expect(overlap).toEqual([]);
    }
    const apart = pids(entries.filter(({ tenantId }) => tenantId === "apart"));
    const rest = pids(entries.filter(({ tenantId }) => tenantId !== "apart"));
    expect([...apart].filter((pid) => rest.has(pid))).toEqual([]);
  });

  it("get a stand-in from one whose batches never leave its child", async () => {
    const { run, entries, pool } = await setUp();
    let isOver = false;
    const stream = async (n: number) => {
      while (!isOver) expect((await run(sleeper(40 + n, `${n}`)))?.outcome).toBe("succeeded");
    };
    const streams = [0, 1, 2, 3].map(stream);
    await expect.poll(() => entries.length, patience).toBeGreaterThan(20);
    const startedAt = performance.now();
    for (let n = 0; n < 5; n += 1) {
      expect(await run("return 1;", { tenantId: "two" })).toMatchObject(succeeded(1));
    }
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(pids(entries.filter(({ tenantId }) => tenantId === "one")).size).toBe(1);
    isOver = true;
    await Promise.all(streams);
    await expect.poll(() => pool.stats().children, patience).toBe(1);
  });

  it("leave the children to others that they need not", async () => {
    const { run, entries, entered } = await setUp(2);
    const waiting = [0, 1, 2].map((n) => run(sleeper(900, `${n}`)));
    await entered(3);
    const more = [3, 4, 5].map((n) => run(sleeper(500, `${n}`)));
    await Promise.all([...waiting, ...more]);
    expect(pids(entries).size).toBeLessThanOrEqual(2);
  });
});

describe("the pool", () => {
  it("admits a script whose tenant holds all it may, when it can come to others", async () => {
    const { run, pool, entered } = await setUp();
    const script = { tenantId: "one", scriptId: "any" };
    let told = 0;
    pool.onIdle(() => {
      told += 1;
    });
    expect(pool.admits(script)).toBe(true);
    const waiting = run(sleeper(500, "waited"));
    await entered(1);
    expect(pool.admits(script)).toBe(false);
    await expect.poll(() => told, patience).toBeGreaterThan(0);
    expect(pool.admits(script)).toBe(true);
    expect(pool.idleCapacity()).toBe(0);
    expect(pool.stats().busyChildren).toBe(1);
    await waiting;
    expect(pool.idleCapacity()).toBe(1);
  });

  it("gives all back when it stops", async () => {
    const { run, pool, entered } = await setUp();
    const all = Array.from({ length: 20 }, (_, n) => run(sleeper(10_000, `${n}`)));
    await entered(3);
    await pool.stop();
    for (const result of await Promise.all(all)) {
      expect(result).toMatchObject({ outcome: "crashed", uncharged: true });
    }
  });
});
