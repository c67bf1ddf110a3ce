// Filters beside their peers, and the index beside asking every filter: one table of what one event
// costs, then the goals. `npm run bench:filters`; BENCH_ROUNDS, BENCH_SIZES (bytes), BENCH_COUNTS.

import { type Contender, compiled, contenders, createIndex, matchesIn } from "./contenders.ts";
import { writeFilters } from "./filter-mix.ts";
import { timeOf } from "./measure.ts";
import { createPayloads, envelope } from "./payloads.ts";

const counts = numbersOf("BENCH_COUNTS", [1, 100, 10_000, 100_000]);
const sizes = numbersOf("BENCH_SIZES", [500, 5_000, 50_000]);

type Row = { count: number; bytes: number; times: Map<string, number> };

const rows: Row[] = [];
printHead();
for (const count of counts) for (const bytes of sizes) rows.push(await measureRow(count, bytes));
reportGoals(rows);
reportMemory();
reportResidual();

async function measureRow(count: number, bytes: number): Promise<Row> {
  const filters = writeFilters(count);
  const payloads = createPayloads(bytes);
  checkMatches(
    filters.map(({ filter }) => filter),
    payloads,
  );
  const times = new Map<string, number>();
  for (const contender of contenders) times.set(contender.name, await timeOfAll(contender));
  const row = { count, bytes, times };
  printRow(row);
  return row;

  async function timeOfAll(contender: Contender): Promise<number> {
    const every = Math.max(1, Math.ceil(count / contender.most));
    const asked = filters.filter((_, n) => n % every === 0);
    const time = await contender.time(asked, payloads);
    return (time * count) / asked.length;
  }
}

/** The index must give what it is measured for. */
function checkMatches(filters: readonly string[], payloads: readonly unknown[]): void {
  const closures = filters.map(compiled);
  const matcher = createIndex(filters);
  for (const payload of payloads) {
    const wanted = closures.flatMap((one, n) => (one.matches(payload, envelope) ? n : []));
    const found = matchesIn(matcher, payload).toSorted((a, b) => a - b);
    if (found.join() !== wanted.join()) throw new Error(`found ${found}, not ${wanted}`);
    if (found.length !== Math.min(20, filters.length)) throw new Error(`${found.length} match`);
  }
}

function printHead(): void {
  console.log("One event, in microseconds; in brackets how many times the index's time.");
  console.log(
    "~ was asked of a part of the filters and reckoned up: flattered, as a part fits the caches.",
  );
  console.log("20 filters match (1 of 1).\n");
  const names = contenders.map(({ name }) => name.padStart(20)).join("");
  console.log(`${"filters".padStart(8)}${"event".padStart(9)}${names}`);
}

function printRow({ count, bytes, times }: Row): void {
  const index = times.get("index") ?? 0;
  const cells = contenders.map(({ name, most }) => {
    const time = times.get(name) ?? 0;
    const ratio = name === "index" ? "" : ` (${short(time / index)})`;
    return `${count > most ? "~" : ""}${short(time)}${ratio}`.padStart(20);
  });
  console.log(`${String(count).padStart(8)}${`${bytes / 1_000} kB`.padStart(9)}${cells.join("")}`);
}

function reportGoals(all: readonly Row[]): void {
  const [bytes = 0] = sizes;
  const at = (count: number, name: string) =>
    all.find((row) => row.count === count && row.bytes === bytes)?.times.get(name) ?? Number.NaN;
  const growth = at(100_000, "index") / at(100, "index");
  const gain = at(100_000, "closures") / at(100_000, "index");
  console.log(`\nGoals, at ${bytes / 1_000} kB:`);
  console.log(`  one evaluation, mean of the mix     ${short(at(100, "closures") / 100)} µs`);
  console.log(
    `  one evaluation, the plan's example  ${short(timeOfExample())} µs  (floor 0.1, aim 0.03)`,
  );
  console.log(`  100,000 filters ÷ 100, 20 match     ${short(growth)}  (floor 20, aim 5)`);
  console.log(`  closures ÷ index at 100,000         ${short(gain)}  (floor 500, aim 2,000)`);
}

function timeOfExample(): number {
  const { matches } = compiled("$.tenantID == '123' && $.amount > 100");
  const payloads = [1, 2, 3, 4].map((n) => ({ tenantID: n < 3 ? "123" : "124", amount: 99 + n }));
  return timeOf((turn) => matches(payloads[turn % 4], envelope));
}

function reportMemory(): void {
  const count = 100_000;
  const filters = writeFilters(count).map(({ filter }) => filter);
  const before = heapBytes();
  const matcher = createIndex(filters);
  const bytes = heapBytes() - before;
  console.log(`  memory                              ${short(bytes / count)} bytes a subscription`);
  console.log(
    `  memory, for the router's bound      ${short(bytes / matcher.weigh())} bytes a unit`,
  );
}

/** What no index finds: each such filter is evaluated for every event that has the path it reads. */
function reportResidual(): void {
  const [bytes = 0] = sizes;
  const filters = writeFilters(100_000).map(({ filter }, n) =>
    n % 100 === 1 ? `$.region != "eu-3" && matches($.email, "^x${n}")` : filter,
  );
  const matcher = createIndex(filters);
  const payloads = createPayloads(bytes);
  const time = timeOf((turn) => matchesIn(matcher, payloads[turn % payloads.length]));
  console.log(`  with 1 % that no index finds        ${short(time)} µs an event`);
}

function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value.toPrecision(value < 1 ? 2 : 3);
}

function numbersOf(name: string, fallback: number[]): number[] {
  const text = process.env[name];
  return text === undefined ? fallback : text.split(",").map(Number);
}
