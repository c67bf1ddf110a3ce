// What one event costs in the sandbox, beside the plain function and beside a new context or isolate for each run, with
// 0, 1 and 3 awaited calls of the sdk. `npm run bench:sandbox`; BENCH_ROUNDS, BENCH_OUT (a file for the figures as JSON).
import { writeFileSync } from "node:fs";
import {
  type Contender,
  contextPerRun,
  isolatePerRun,
  plainFunction,
  scriptbus,
} from "./contenders.ts";
import { firstResult } from "./handler.ts";

const rounds = Number(process.env["BENCH_ROUNDS"] ?? 7);
const callCounts = [0, 1, 3] as const;

type Row = { calls: number; name: string; us: number; ratio: number };

const contenders = [
  plainFunction(),
  await scriptbus(100),
  await scriptbus(500),
  contextPerRun(),
  isolatePerRun(),
];
const rows: Row[] = [];
for (const calls of callCounts) rows.push(...(await measure(calls)));
print(rows);
for (const { stop } of contenders) await stop?.();
const out = process.env["BENCH_OUT"];
if (out !== undefined) writeFileSync(out, `${JSON.stringify({ rounds, rows }, null, 2)}\n`);

/** All take turns in every round, so that a busy moment of the machine hits all; the best round counts. */
async function measure(calls: number): Promise<Row[]> {
  const best = new Map<string, number>();
  for (const contender of contenders) await warmUp(contender, calls);
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) {
      const us = await timeOf(contender, calls);
      best.set(contender.name, Math.min(us, best.get(contender.name) ?? us));
    }
  }
  const [plain = Number.NaN] = best.values();
  return Array.from(best, ([name, us]) => ({ calls, name, us, ratio: us / plain }));
}

async function warmUp({ name, events, run }: Contender, calls: number): Promise<void> {
  const result = await run(calls, 1);
  if (result !== firstResult) throw new Error(`${name} gave ${result}`);
  await run(calls, events);
}

async function timeOf({ events, run }: Contender, calls: number): Promise<number> {
  globalThis.gc?.();
  const start = performance.now();
  await run(calls, events);
  return ((performance.now() - start) * 1_000) / events;
}

function print(all: readonly Row[]): void {
  console.log("One event, in microseconds; in brackets how many times the plain function.");
  console.log("The plain function parses the payload and prints the result, too.\n");
  console.log(
    `${"awaited calls".padEnd(26)}${callCounts.map((n) => `${n}`.padStart(18)).join("")}`,
  );
  for (const { name } of contenders) {
    const cells = all.filter((row) => row.name === name).map(cellOf);
    console.log(`${name.padEnd(26)}${cells.join("")}`);
  }
  const [batched] = all.filter(({ calls, name }) => calls === 0 && name.includes("500"));
  console.log(
    `\nGoal: sandbox per event ÷ plain function ${batched?.ratio.toFixed(2)} in the executor's largest batches (floor 4, aim 2)`,
  );
}

function cellOf({ us, ratio }: Row): string {
  return `${us.toFixed(us < 100 ? 1 : 0)} (${ratio.toFixed(ratio < 100 ? 1 : 0)})`.padStart(18);
}
