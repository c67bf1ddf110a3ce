// Is anything wrong, and where? One sentence for the whole tenant, the worst news first. Pure.
import {
  formatDuration,
  formatNumber,
  formatPercent,
  formatPlural,
} from "#components/ui/format.ts";
import type { Counted, Overview } from "#lib/overview/overview.ts";

export type StatusSentence = {
  tone: "good" | "notice" | "bad";
  /** What is wrong, or that nothing is. */
  headline: string;
  /** What a person wants to know beside it. */
  details: string[];
};

/** Longer than this nothing should wait for a free slot. */
const longWaitMs = 30_000;
/** A router that lives looks at an event within milliseconds. */
const longUnroutedMs = 10_000;

export function statusSentence(overview: Overview): StatusSentence {
  const alarms = [noWorker(overview), notRouted(overview), failing(overview), waiting(overview)];
  const [headline, ...others] = alarms.filter((alarm) => alarm !== null);
  const letters = openLetters(overview);
  if (headline !== undefined) {
    return { tone: "bad", headline, details: [...others, ...letters].map(uncapitalised) };
  }
  const [first] = letters;
  if (first !== undefined) {
    return {
      tone: "notice",
      headline: first,
      details: ["nothing fails right now", ...activity(overview)],
    };
  }
  return allWell(overview);
}

function allWell(overview: Overview): StatusSentence {
  const isQuiet = overview.events.count === 0 && runsOf(overview) === 0;
  if (isQuiet) {
    return { tone: "good", headline: "All quiet", details: ["no events in the last hour"] };
  }
  return { tone: "good", headline: "All well", details: activity(overview) };
}

function activity(overview: Overview): string[] {
  const { events, runs } = overview;
  const count = runsOf(overview);
  const details = [
    `${counted(events)} ${events.count === 1 ? "event" : "events"} in the last hour`,
    count === 0 ? null : `${formatPercent(runs.succeeded / count)} succeeded`,
    oldestWait(overview),
  ];
  return details.filter((detail) => detail !== null);
}

function oldestWait({ queue: { ready, waiting } }: Overview): string | null {
  const oldest = Math.max(ready.oldestMs ?? -1, waiting.oldestMs ?? -1);
  return oldest < 0 ? null : `oldest waiting ${formatDuration(oldest)}`;
}

function noWorker({ workers, queue, unrouted }: Overview): string | null {
  if (workers > 0) return null;
  const held = queue.ready.count + queue.waiting.count + queue.scheduled.count + unrouted.count;
  const what = held === 0 ? "new events will wait" : "events wait and nothing is lost";
  return `No worker is running: ${what}`;
}

function notRouted({ workers, unrouted }: Overview): string | null {
  if (workers === 0 || (unrouted.oldestMs ?? 0) < longUnroutedMs) return null;
  const since = formatDuration(unrouted.oldestMs ?? 0);
  return `${counted(unrouted)} ${unrouted.count === 1 ? "event has" : "events have"} not been routed for ${since}`;
}

function failing({ failingScripts }: Overview): string | null {
  const now = failingScripts.filter((script) => script.isFailing);
  if (now.length === 0) return null;
  return `${formatPlural(now.length, "script")} ${now.length === 1 ? "is" : "are"} failing`;
}

function waiting({ workers, queue: { ready } }: Overview): string | null {
  if (workers === 0 || (ready.oldestMs ?? 0) < longWaitMs) return null;
  const oldest = formatDuration(ready.oldestMs ?? 0);
  const what = ready.count === 1 ? "delivery waits" : "deliveries wait";
  return `${counted(ready)} ${what} for a free slot, the oldest for ${oldest}`;
}

function openLetters({ openLetters: letters }: Overview): string[] {
  if (letters.count === 0) return [];
  return [
    `${counted(letters)} dead ${letters.count === 1 ? "letter waits" : "letters wait"} for a decision`,
  ];
}

function runsOf({ runs }: Overview): number {
  return runs.succeeded + runs.failed;
}

/** With a plus where counting stopped. */
export function counted({ count, capped }: Counted): string {
  return capped ? `${formatNumber(count)}+` : formatNumber(count);
}

function uncapitalised(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
