// What the memory limit of a run holds, kind of memory by kind: how much a script had when it was ended, and what its
// process took at most. Figures of docs/security.md. `node bench/memory/memory.ts [part of a name]`
import { performance } from "node:perf_hooks";
import { defaultRunLimits } from "#lib/executions/run-limits.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { SandboxPool } from "#workers/sandbox/pool.ts";
import type { SdkServices } from "#workers/sandbox/sdk/sdk-services.ts";
import { type Hog, hogScript, hogs } from "./hogs.ts";
import { type Peak, watchChildren } from "./watched-child.ts";

const megabyte = 1024 * 1024;
/** More steps than any limit lets through. */
const steps = 2_000;
const limits = { ...defaultRunLimits, cpuMs: 20_000, wallMs: 30_000 };
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

type Row = { hog: string; outcome: string; reached: number; seconds: number } & Peak;

const wanted = process.argv[2] ?? "";
const rows: Row[] = [];
for (const hog of hogs.filter(({ name }) => name.includes(wanted))) {
  rows.push(await measure(hog));
  print(rows.at(-1));
}
const worst = Math.max(...rows.map(({ peakBytes, restingBytes }) => peakBytes - restingBytes));
console.log(`\nThe largest growth of a child's resident memory: ${inMegabytes(worst)} MB.`);

async function measure(hog: Hog): Promise<Row> {
  const pool = new SandboxPool({ children: 1, log: silent, sdk: {} as SdkServices });
  await pool.start();
  await run(pool, "return 1;");
  const watch = watchChildren();
  const startedAt = performance.now();
  const { outcome, logs } = await run(pool, hogScript(hog, steps));
  const seconds = (performance.now() - startedAt) / 1_000;
  const row = { hog: hog.name, outcome, reached: Number(logs.at(-1)?.message ?? 0), seconds };
  const peak = watch.stop();
  await pool.stop();
  return { ...row, ...peak };
}

function run(pool: SandboxPool, source: string): Promise<RunResult> {
  const script = {
    tenantId: "t",
    scriptId: source,
    kind: "event_handler",
    version: 1,
    source,
  } as const;
  const runs = [{ executionId: "e", contextJson: "{}", dataJson: null }];
  return new Promise((resolve) => {
    pool.run({ script, limits, runs, slots: 1 }, resolve);
  });
}

function print(row: Row | undefined): void {
  if (!row) return;
  const { hog, outcome, reached, seconds, restingBytes, peakBytes } = row;
  const grown = `+${inMegabytes(peakBytes - restingBytes)} MB`;
  console.log(
    `${hog.padEnd(32)} ${outcome.padEnd(14)} step ${String(reached).padStart(5)}  ${seconds.toFixed(1).padStart(5)} s  ${grown.padStart(9)} over ${inMegabytes(restingBytes)} MB`,
  );
}

function inMegabytes(bytes: number): string {
  return (bytes / megabyte).toFixed(0);
}
