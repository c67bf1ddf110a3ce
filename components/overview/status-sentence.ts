// Is anything wrong, and where? One sentence for the whole tenant, the worst news first. Pure.
import {
  formatDuration,
  formatNumber,
  formatPercent,
  formatPlural,
  inNumber,
} from "#components/ui/format.ts";
import type { Counted, Overview } from "#lib/overview/overview.ts";

/** `href`: where it can be seen. */
export type StatusNews = { text: string; href?: string };

export type StatusSentence = {
  tone: "good" | "notice" | "bad";
  /** What is wrong, or that nothing is. */
  headline: StatusNews;
  /** What a person wants to know beside it. */
  details: StatusNews[];
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
      details: [{ text: "nothing fails right now" }, ...activity(overview)],
    };
  }
  return allWell(overview);
}

function allWell(overview: Overview): StatusSentence {
  const isQuiet = overview.events.count === 0 && runsOf(overview) === 0;
  if (isQuiet) {
    const details = [{ text: "no events in the last hour" }];
    return { tone: "good", headline: { text: "All quiet" }, details };
  }
  return { tone: "good", headline: { text: "All well" }, details: activity(overview) };
}

function activity(overview: Overview): StatusNews[] {
  const { events, runs } = overview;
  const count = runsOf(overview);
  const details = [
    `${counted(events)} ${inNumber(events.count, "event")} in the last hour`,
    count === 0 ? null : `${formatPercent(runs.succeeded / count)} succeeded`,
    oldestWait(overview),
  ];
  return details.flatMap((text) => (text === null ? [] : [{ text }]));
}

function oldestWait({ queue: { ready, waiting } }: Overview): string | null {
  const oldest = Math.max(ready.oldestMs ?? -1, waiting.oldestMs ?? -1);
  return oldest < 0 ? null : `oldest waiting ${formatDuration(oldest)}`;
}

function noWorker({ workers, queue, unrouted }: Overview): StatusNews | null {
  if (workers > 0) return null;
  const { waiting, ready, held, scheduled } = queue;
  const kept = [waiting, ready, held, scheduled, unrouted].some(({ count }) => count > 0);
  const what = !kept ? "new events will wait" : "events wait and nothing is lost";
  return { text: `No worker is running: ${what}` };
}

function notRouted({ workers, unrouted }: Overview): StatusNews | null {
  if (workers === 0 || (unrouted.oldestMs ?? 0) < longUnroutedMs) return null;
  const since = formatDuration(unrouted.oldestMs ?? 0);
  const what = inNumber(unrouted.count, "event has", "events have");
  return {
    text: `${counted(unrouted)} ${what} not been routed for ${since}`,
    href: "/events?status=unrouted",
  };
}

function failing({ failingScripts }: Overview): StatusNews | null {
  const now = failingScripts.filter((script) => script.isFailing);
  if (now.length === 0) return null;
  const text = `${formatPlural(now.length, "script is", "scripts are")} failing`;
  return { text, href: "/executions?status=failure&range=1h" };
}

function waiting({ workers, queue: { ready } }: Overview): StatusNews | null {
  if (workers === 0 || (ready.oldestMs ?? 0) < longWaitMs) return null;
  const oldest = formatDuration(ready.oldestMs ?? 0);
  const what = inNumber(ready.count, "delivery waits", "deliveries wait");
  const text = `${counted(ready)} ${what} for a free slot, the oldest for ${oldest}`;
  return { text, href: "/deliveries?state=ready" };
}

function openLetters({ openLetters: letters }: Overview): StatusNews[] {
  if (letters.count === 0) return [];
  const what = inNumber(letters.count, "letter waits", "letters wait");
  return [{ text: `${counted(letters)} dead ${what} for a decision`, href: "/dead-letters" }];
}

function runsOf({ runs }: Overview): number {
  return runs.succeeded + runs.failed;
}

/** With a plus where counting stopped. */
export function counted({ count, capped }: Counted): string {
  return capped ? `${formatNumber(count)}+` : formatNumber(count);
}

function uncapitalised({ text, ...news }: StatusNews): StatusNews {
  return { ...news, text: text.charAt(0).toLowerCase() + text.slice(1) };
}
