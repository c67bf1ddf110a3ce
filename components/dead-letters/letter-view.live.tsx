"use client";
// One dead letter, live until nothing about it changes any more. What can be done with it is an island of htmx;
// what changes only with its state (the error in its source, the payload) is drawn by the server and handed in.
import { type ReactNode, useEffect, useRef } from "react";
import { AttemptTable } from "#components/executions/attempt-table.tsx";
import { HtmxIsland } from "#components/htmx/island.tsx";
import { useAfterWrite } from "#components/htmx/use-after-write.ts";
import { LiveStatus } from "#components/live/live-status.tsx";
import { useLive } from "#components/live/use-live.ts";
import { ScriptName } from "#components/scripts/script-name.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import type { LetterDetail } from "#lib/dead-letters/listed-letter.ts";
import { LetterBadge } from "./letter-badge.tsx";
import { LetterFacts } from "./letter-facts.tsx";
import { LetterStanding } from "./letter-standing.tsx";
import { matchRepairs } from "./match-repairs.ts";
import { RepairList } from "./repair-list.tsx";

type Answer = LetterDetail & { now: string };

type LetterViewProps = {
  initial: Answer;
  /** Markup of its actions, drawn by the server for htmx; null for who may not act. */
  actionsHtml: string | null;
  alike: number;
  error: ReactNode;
  payload: ReactNode;
  /** It was replayed, came back or was given up: what the server draws of it is worth another look. */
  onMove: () => void;
};

export function LetterView({
  initial,
  actionsHtml,
  alike,
  error,
  payload,
  onMove,
}: LetterViewProps) {
  const { data, state, refresh } = useLive<Answer>(
    ["letter"],
    `/api/live/dead-letters/${initial.id}`,
    { initialData: initial, everyMs: paceOf },
  );
  useAfterWrite(refresh);
  useOnMove(data.updatedAt, onMove);
  const repairs = matchRepairs(data);
  return (
    <article className="flex min-w-0 flex-col gap-4">
      <Header letter={data} actionsHtml={actionsHtml} status={<LiveStatus state={state} />} />
      <LetterStanding letter={data} newest={repairs[0]} />
      <div className="grid min-w-0 gap-8 lg:grid-cols-[minmax(0,1fr)_304px]">
        <div className="flex min-w-0 flex-col gap-8">
          {error}
          <RepairList repairs={repairs} discard={data.discard} now={data.now} />
          {payload}
          <Attempts letter={data} />
        </div>
        <Facts>
          <LetterFacts letter={data} alike={alike} now={data.now} />
        </Facts>
      </div>
    </article>
  );
}

function Attempts({ letter: { history, now } }: { letter: Answer }) {
  return (
    <Section title="Attempts">
      {history.length === 0 ? (
        <p className="text-quiet text-sm">They are older than what is kept.</p>
      ) : (
        <AttemptTable attempts={history} now={now} />
      )}
    </Section>
  );
}

/** Somebody else may repair an open one. */
function paceOf({ state }: Answer): number | false {
  if (state === "replaying") return 1_000;
  return state === "open" ? 5_000 : false;
}

/** A replay may fail before anybody saw that it ran: the same state again, but another letter than before. */
function useOnMove(updatedAt: string, onMove: () => void): void {
  const last = useRef(updatedAt);
  useEffect(() => {
    if (last.current === updatedAt) return;
    last.current = updatedAt;
    onMove();
  }, [updatedAt, onMove]);
}

type HeaderProps = { letter: Answer; actionsHtml: string | null; status: ReactNode };

function Header({ letter, actionsHtml, status }: HeaderProps) {
  const { id, state, version, eventType, createdAt, updatedAt, now } = letter;
  return (
    <PageHeader
      back={{ href: "/dead-letters", label: "Dead letters" }}
      title={<ScriptName script={letter} version={version} />}
      badge={<LetterBadge state={state} />}
      meta={
        <>
          <bdi className="font-mono text-xs">{eventType}</bdi>
          <Time at={createdAt} now={now} />
          <Id value={id} />
          {status}
        </>
      }
      actions={
        actionsHtml === null ? null : (
          <HtmxIsland
            html={actionsHtml}
            src={`/fragments/dead-letters/${id}/actions`}
            revision={updatedAt}
          />
        )
      }
    />
  );
}
