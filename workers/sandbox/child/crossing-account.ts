// What is to be said of a crossing when it is over: who ended, who waits, what each took; or who ended it for all.
import { lines } from "../protocol.ts";
import { monotonicMs } from "./heartbeat.ts";
import type { OpenRuns } from "./open-runs.ts";
import type { Outbox } from "./outbox.ts";
import type { Report } from "./report.ts";
import type { StopReason } from "./script-isolate.ts";
import { sharesOf } from "./shares.ts";

export type Crossing = { indexes: readonly number[]; enteredAt: number; ms: number; cpuMs: number };
type Tools = { open: OpenRuns; outbox: Outbox; report: Report };

/** All has gone well. */
export function account({ indexes, enteredAt, ms, cpuMs }: Crossing, tools: Tools): void {
  const { open, outbox, report } = tools;
  const { begun } = outbox;
  const { each, last } = sharesOf({ ms, cpuMs, count: begun, beforeMs: outbox.beforeMs });
  report.add(lines.took(null, each.ms, each.cpuMs));
  for (const [slot, index] of indexes.slice(0, begun).entries()) {
    const share = slot === begun - 1 ? last : each;
    const run = open.get(index);
    if (run) run.cpuMs += share.cpuMs;
    if (!outbox.hasEnded(slot)) {
      if (!run) open.wait(index, enteredAt, share.cpuMs);
    } else if (open.forget(index) && run) {
      report.add(lines.took(index, monotonicMs() - run.startedAt, run.cpuMs));
    } else if (share !== each) {
      report.add(lines.took(index, share.ms, share.cpuMs));
    }
  }
  report.pass(outbox, "written");
}

/**
 * V8 or a rejection has ended the crossing: passes on what counts and gives the run that was visited last, `isSure` when it
 * can only have been that one.
 */
export function accountBroken(
  { indexes, enteredAt, ms, cpuMs }: Crossing,
  stop: StopReason,
  { open, outbox, report }: Tools,
): { suspect: number; isSure: boolean; visited: number } {
  const visited = indexes.slice(0, Math.max(1, outbox.begun));
  const isAlone = visited.length === 1;
  const suspect = visited.at(-1) ?? 0;
  // Of several runs no end counts: the rejections they left come to light when a crossing ends well, and this has not.
  const keepsEnds = isAlone;
  if (keepsEnds) {
    const { each } = sharesOf({ ms, cpuMs, count: visited.length, beforeMs: outbox.beforeMs });
    report.add(lines.took(null, each.ms, each.cpuMs));
    outbox.dropEnd(suspect);
    report.pass(outbox, "settled");
  }
  for (const [slot, index] of visited.entries()) {
    if (keepsEnds && index !== suspect && outbox.hasEnded(slot)) open.forget(index);
    else open.admit(index, enteredAt);
  }
  const isSure = isAlone || (stop !== "rejection" && outbox.isInside);
  if (isSure) open.admit(suspect, enteredAt).cpuMs += cpuMs;
  return { suspect, isSure, visited: visited.length };
}
