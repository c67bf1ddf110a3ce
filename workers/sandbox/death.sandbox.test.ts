import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { type SandboxSetup, setUpSandbox } from "./testing/sandbox-setup.ts";

const patient = { cpuMs: 20_000, wallMs: 20_000 };
const patience = { timeout: 20_000, interval: 20 };
const loopAt = (n: number) => `
  const event = sdk.events.current();
  if (event.n === ${n}) { console.log('looping'); for (;;); }
  return event.n;`;
const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ dataJson: JSON.stringify({ n }) }));

type Setup = SandboxSetup & { looping: Promise<void> };

/** `looping` resolves when a script has said that it begins its loop (the log is streamed after a second). */
async function setUp(children = 1): Promise<Setup> {
  const { promise: looping, resolve } = Promise.withResolvers<void>();
  const sandbox = await setUpSandbox({ children, onProgress: () => resolve() });
  onTestFinished(() => sandbox.pool.stop());
  return { ...sandbox, looping };
}

/** Kills the child of this process that has burned most CPU: the one that loops. */
async function killTheLoop({ pool, looping }: Setup): Promise<void> {
  await looping;
  const { restarts } = pool.stats();
  const [busiest] = childPids(process.pid).sort((a, b) => cpuTicks(b) - cpuTicks(a));
  if (busiest !== undefined) process.kill(busiest, "SIGKILL");
  await expect.poll(() => pool.stats().restarts, patience).toBeGreaterThan(restarts);
}

function cpuTicks(pid: number): number {
  if (!existsSync(`/proc/${pid}/stat`)) return 0;
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

function childPids(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1")
    .split(" ")
    .filter(Boolean)
    .map(Number);
}

describe("kill -9 of a child", () => {
  it("crashes the run it was in and gives the neighbours their own truth", async () => {
    const sandbox = await setUp();
    const results = sandbox.runAll({ source: loopAt(2), limits: patient, runs: numbered(6) });
    await killTheLoop(sandbox);
    expect((await results).map((result) => result.resultJson ?? result.outcome)).toEqual([
      "0",
      "1",
      "crashed",
      "3",
      "4",
      "5",
    ]);
    expect((await results)[2]).toMatchObject({ uncharged: false, error: { name: "Crashed" } });
    await sandbox.expectAlive();
  });

  it("leaves other children alone", async () => {
    const sandbox = await setUp(2);
    const loop = sandbox.runAll({ source: loopAt(0), limits: patient, runs: numbered(1) });
    const quick = await sandbox.runOne("return 1;");
    await killTheLoop(sandbox);
    expect(quick.outcome).toBe("succeeded");
    expect((await loop)[0]?.outcome).toBe("crashed");
    expect(sandbox.pool.stats().restarts).toBe(1);
  });

  it("costs nothing when nothing runs", async () => {
    const { pool, expectAlive } = await setUp();
    for (const pid of childPids(process.pid)) process.kill(pid, "SIGKILL");
    await expectAlive();
    expect(pool.stats().restarts).toBe(1);
  });

  it("loses no run, however often", async () => {
    const { runAll } = await setUp(2);
    let isDone = false;
    const killer = (async () => {
      for (let i = 0; i < 8 && !isDone; i += 1) {
        const [pid] = childPids(process.pid);
        if (pid === undefined) continue;
        process.kill(pid, "SIGKILL");
        await expect.poll(() => existsSync(`/proc/${pid}`), patience).toBe(false);
      }
    })();
    const source =
      "await sdk.events.emit('a.b'); const end = Date.now() + 3; while (Date.now() < end); return sdk.events.current().n;";
    const results = await runAll({ source, runs: numbered(200) });
    isDone = true;
    await killer;
    for (const [n, { outcome, resultJson, uncharged }] of results.entries()) {
      if (outcome === "succeeded") expect(resultJson).toBe(`${n}`);
      else expect([outcome, typeof uncharged]).toEqual(["crashed", "boolean"]);
    }
    expect(results.filter(({ outcome }) => outcome === "succeeded").length).toBeGreaterThan(180);
  });
});

describe("the end of the parent", () => {
  it("is the end of a child in a loop, within two seconds", async () => {
    const parent = spawn(
      process.execPath,
      [fileURLToPath(new URL("./testing/looping-parent.ts", import.meta.url))],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const [line] = await once(parent.stdout, "data");
    const child = Number(String(line));
    expect(existsSync(`/proc/${child}`)).toBe(true);
    parent.kill("SIGKILL");
    const killedAt = performance.now();
    const isThere = () => existsSync(`/proc/${child}`) && !isZombie(child);
    await expect.poll(isThere, patience).toBe(false);
    expect(performance.now() - killedAt).toBeLessThan(2_000);
  });
});

function isZombie(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  return stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
}

describe("stop", () => {
  it("ends the children and gives every run back uncharged", async () => {
    const { pool, runAll, looping } = await setUp();
    const before = childPids(process.pid);
    const running = runAll({ source: loopAt(0), limits: patient, runs: numbered(3) });
    await looping;
    const waiting = runAll({ source: "return 1;", limits: patient, runs: numbered(2) });
    await pool.stop();
    for (const result of [...(await running), ...(await waiting)]) {
      expect(result).toMatchObject({ outcome: "crashed", uncharged: true });
    }
    expect(before.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    expect(pool.idleCapacity()).toBe(0);
  });
});

describe("a child", () => {
  it("has no environment and holds no file but its pipes", async () => {
    process.env["SANDBOX_CANARY"] = "secret";
    await setUp();
    const [pid] = childPids(process.pid);
    const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
    expect(environment).not.toContain("SANDBOX_CANARY");
    expect(
      environment
        .split("\0")
        .filter(Boolean)
        .every((entry) => entry.startsWith("NODE_CHANNEL_")),
    ).toBe(true);
  });
});
