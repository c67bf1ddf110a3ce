// The numbers of the last hour, and what waits now: each leads to the list it counts.
import { formatDuration, formatPercent } from "#components/ui/format.ts";
import { Stat, Stats } from "#components/ui/stat.tsx";
import type { Overview, Queued } from "#lib/overview/overview.ts";
import { counted } from "./status-sentence.ts";

type NumbersProps = { overview: Overview };

export function HourNumbers({ overview: { events, runs, unrouted } }: NumbersProps) {
  const count = runs.succeeded + runs.failed;
  const all = { count, capped: runs.capped };
  const failed = { count: runs.failed, capped: runs.capped };
  return (
    <Stats>
      <Stat
        label="Events"
        value={counted(events)}
        hint={unrouted.count === 0 ? "all routed" : `${counted(unrouted)} not routed yet`}
        href="/events?range=1h"
      />
      <Stat
        label="Executions"
        value={counted(all)}
        hint={runs.capped ? "the newest that were counted" : "without test runs"}
        href="/executions?range=1h"
      />
      <Stat
        label="Succeeded"
        value={count === 0 ? "–" : formatPercent(runs.succeeded / count)}
        hint={runs.failed === 0 ? "none failed" : `${counted(failed)} failed`}
        href="/executions?range=1h&status=failure"
      />
      <Stat
        label="p95 duration"
        value={runs.p95Ms === null ? "–" : formatDuration(runs.p95Ms)}
        hint="19 of 20 are faster"
        href="/executions?range=1h"
      />
    </Stats>
  );
}

export function QueueNumbers({ overview: { queue, openLetters } }: NumbersProps) {
  const { waiting, ready, held, running, scheduled } = queue;
  return (
    <Stats>
      <Stat
        label="Waiting"
        value={counted(waiting)}
        hint={oldest(waiting, "for an earlier priority")}
        href="/deliveries?state=waiting"
      />
      <Stat
        label="Ready"
        value={counted(ready)}
        hint={oldest(ready, "no backlog")}
        href="/deliveries?state=ready"
      />
      <Stat
        label="Held"
        value={counted(held)}
        hint={oldest(held, "no key is blocked")}
        href="/deliveries?reason=ordering_key"
      />
      <Stat
        label="Running"
        value={counted(running)}
        hint={oldest(running, "idle")}
        href="/deliveries?state=running"
      />
      <Stat
        label="Retrying"
        value={counted(scheduled)}
        hint={
          scheduled.nextInMs === null
            ? "no retry is due"
            : `next in ${formatDuration(roundedMs(scheduled.nextInMs))}`
        }
        href="/deliveries?reason=retry"
      />
      <Stat
        label="Open dead letters"
        value={counted(openLetters)}
        hint={openLetters.count === 0 ? "nothing to decide" : "wait for a decision"}
        tone={openLetters.count === 0 ? undefined : "red"}
        href="/dead-letters"
      />
    </Stats>
  );
}

function oldest({ oldestMs }: Queued, none: string): string {
  return oldestMs === null ? none : `oldest ${formatDuration(roundedMs(oldestMs))}`;
}

/** Whole seconds, and tenths below ten: more would only flicker. */
function roundedMs(ms: number): number {
  return ms < 1_000 ? Math.round(ms) : Math.round(ms / 100) * 100;
}
