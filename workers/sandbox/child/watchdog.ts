// A thread of the child that ends the whole process when its parent is gone or guest code passes a limit.
// It runs no guest code and waits for nobody, so nothing a script does can stop it.
import { readFileSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { type KillReason, lines } from "../protocol.ts";
import { type Entry, Heartbeat, monotonicMs } from "./heartbeat.ts";
import { Outbox } from "./outbox.ts";
import { Report } from "./report.ts";

const pollMs = 20;
const dozeMs = 250;
/** Looks without a batch before it dozes. */
const idlePolls = 50;
const wallGraceMs = 1_000;
const cpuGraceMs = 100;
/** Guest code cannot sleep: a main thread that stands still this long hangs in V8's own out-of-memory handler. */
const standstillPolls = 20;

type Watch = { entry: number; cpuAtStart: number; cpuMs: number; still: number };

const heartbeat = new Heartbeat(workerData.heartbeat as SharedArrayBuffer);
const report = new Report(workerData.report as SharedArrayBuffer);
const parentPid = process.ppid;
const outbox = new Outbox(workerData.outbox as SharedArrayBuffer);
let seen = { entry: 0, begun: 0, isSaid: false };
let watch: Watch = { entry: 0, cpuAtStart: 0, cpuMs: 0, still: 0 };

let idle = 0;
for (;;) {
  if (idle < idlePolls) heartbeat.pause(pollMs);
  else heartbeat.doze(dozeMs);
  idle = heartbeat.isAwake() ? 0 : idle + 1;
  const reason = reasonToEnd();
  if (reason) end(reason);
}

function reasonToEnd(): KillReason | null {
  if (process.ppid !== parentPid) return "orphan";
  if (!heartbeat.isAwake()) return null;
  const entry = heartbeat.entry();
  if (entry.number > 0) confirm(entry.number);
  if (process.memoryUsage.rss() > entry.memoryFence) return "memory";
  if (entry.number === 0) return null;
  if (monotonicMs() > entry.deadline + wallGraceMs) return "wall";
  return reasonInThread(entry);
}

/** The main thread is in guest code and may stay there: says so in its place, with all it has not sent. */
function confirm(entry: number): void {
  const { begun } = outbox;
  const isSame = seen.entry === entry && seen.begun === begun;
  if (!isSame) seen = { entry, begun, isSaid: false };
  if (outbox.isSingle) sayStill(lines.still());
  else if (isSame) sayOfMany();
}

/** Of several runs one has been inside since the last look. */
function sayOfMany(): void {
  report.passEarly(outbox);
  sayOnce(
    outbox.isInside ? lines.entered(outbox.index) + lines.still() : lines.begun(outbox.index),
  );
}

function sayStill(line: string): void {
  report.pass(outbox, "settled");
  sayOnce(line);
}

function sayOnce(line: string): void {
  if (!seen.isSaid) report.add(line);
  seen.isSaid = true;
  report.send();
}

function reasonInThread(entry: Entry): KillReason | null {
  const cpuMs = mainThreadCpuMs();
  if (cpuMs === null) return null;
  if (watch.entry !== entry.number) {
    watch = { entry: entry.number, cpuAtStart: cpuMs, cpuMs, still: 0 };
  }
  watch.still = cpuMs === watch.cpuMs ? watch.still + 1 : 0;
  watch.cpuMs = cpuMs;
  if (cpuMs - watch.cpuAtStart > entry.cpuBudgetMs + cpuGraceMs) return "cpu";
  return watch.still > standstillPolls && mainThreadSleeps() && !report.isSending ? "memory" : null;
}

/** Null where the system does not tell; then busy time and wall time hold. */
function mainThreadCpuMs(): number | null {
  try {
    const times = readFileSync(`/proc/self/task/${process.pid}/schedstat`, "latin1");
    return Number(times.split(" ", 1)[0]) / 1e6;
  } catch {
    return null;
  }
}

function mainThreadSleeps(): boolean {
  const stat = readFileSync(`/proc/self/task/${process.pid}/stat`, "latin1");
  return stat.slice(stat.lastIndexOf(")") + 2).startsWith("S");
}

function end(reason: KillReason): void {
  try {
    report.say(lines.killed(reason));
  } finally {
    process.kill(process.pid, "SIGKILL");
  }
}
