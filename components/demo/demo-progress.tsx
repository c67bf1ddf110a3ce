// How a run of demo events goes: how far it is, what became of them, and what keeps it from going on.
import { formatNumber, formatPlural } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Stat, Stats } from "#components/ui/stat.tsx";
import type { DemoRunState } from "./demo-run.ts";
import { planWords, sentCount, sentWords } from "./demo-words.ts";

export function DemoProgress({ state }: { state: DemoRunState }) {
  const { accepted, duplicates, refused } = state.tally;
  return (
    <div className="grid gap-4">
      <div className="grid gap-2">
        <p className="text-quiet">{planWords(state.plan)}</p>
        <Bar state={state} />
      </div>
      <div className="[&>.stats]:grid-cols-3">
        <Stats>
          <Stat label="Accepted" value={formatNumber(accepted)} />
          <Stat label="Duplicates" value={formatNumber(duplicates)} />
          <Stat
            label="Refused"
            value={formatNumber(refused)}
            tone={refused > 0 ? "red" : undefined}
          />
        </Stats>
      </div>
      <Trouble state={state} />
      <p role="status" className="sr-only">
        {spoken[state.phase]}
      </p>
    </div>
  );
}

const spoken = {
  running: "Events are being sent.",
  ended: "All events were sent.",
  stopped: "No more events are sent. Those that were sent stay.",
  failed: "No more events are sent.",
} as const;

/** Without an end it tells only that something moves. */
function Bar({ state }: { state: DemoRunState }) {
  const { planned, phase } = state;
  const sent = sentCount(state);
  const isEndless = planned === null;
  const share = isEndless ? 1 : Math.min(1, sent / planned);
  return (
    <div className="grid gap-1">
      <div
        role="progressbar"
        aria-label="Events sent"
        aria-valuenow={isEndless ? undefined : sent}
        aria-valuemin={0}
        aria-valuemax={planned ?? undefined}
        aria-valuetext={sentWords(state)}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div
          className={`h-full rounded-full transition-[width] ${fillOf(phase, isEndless)}`}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <p className="text-quiet text-xs tabular-nums">{sentWords(state)}</p>
    </div>
  );
}

function fillOf(phase: DemoRunState["phase"], isEndless: boolean): string {
  if (phase === "ended") return "bg-green";
  if (phase === "failed") return "bg-red";
  if (phase === "stopped") return "bg-slate";
  return isEndless ? "bg-accent motion-safe:animate-pulse" : "bg-accent";
}

function Trouble({ state: { phase, trouble, failures, tally } }: { state: DemoRunState }) {
  return (
    <>
      {trouble === null ? null : (
        <Notice
          tone={phase === "failed" ? "danger" : "warning"}
          role="alert"
          title={phase === "failed" ? "No more events are sent" : "The last call is made again"}
        >
          {trouble}
        </Notice>
      )}
      {trouble === null && failures > 0 ? (
        <p className="text-quiet text-xs">
          {formatPlural(failures, "call")} failed and {failures === 1 ? "was" : "were"} made again:
          nothing is lost, and nothing is stored twice.
        </p>
      ) : null}
      {tally.refusal === null ? null : (
        <Notice tone="warning" title="Some events were refused">
          {tally.refusal}
        </Notice>
      )}
    </>
  );
}
