"use client";
// One execution, live until nothing about it changes any more: its outcome in words, its attempts, facts and log.
// What never changes (payload, the error in its source) is drawn by the server and handed in.
import { type ReactNode, useEffect } from "react";
import { DeliveryActions, type DeliveryActs } from "#components/deliveries/delivery-actions.tsx";
import { LiveStatus } from "#components/live/live-status.tsx";
import { useLive } from "#components/live/use-live.ts";
import { useServerNow } from "#components/live/use-server-now.ts";
import { ScriptName } from "#components/scripts/script-name.tsx";
import { keptVersion } from "#components/scripts/version-name.ts";
import { Facts } from "#components/ui/facts.tsx";
import { Id } from "#components/ui/id.tsx";
import { JsonViewer } from "#components/ui/json-viewer.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type { ExecutionProgress } from "#lib/executions/execution-detail.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { AttemptTabs } from "./attempt-tabs.tsx";
import { EffectList } from "./effect-list.tsx";
import { ExecutionBadge } from "./execution-badge.tsx";
import { ExecutionFacts } from "./execution-facts.tsx";
import { LogList } from "./log-list.tsx";
import { describeOutcome } from "./outcome-sentence.ts";
import { TestRunBadges } from "./test-run-badges.tsx";

type Answer = ExecutionProgress & { now: string };

type ExecutionViewProps = {
  initial: Answer;
  correlationId: string | null;
  /** Null for who may not act. */
  acts: DeliveryActs | null;
  canTest: boolean;
  /** It has just ended: what the server draws of it is worth another look. */
  onEnd: () => void;
  /** The error in its source, drawn by the server. */
  error: ReactNode;
  payload: ReactNode;
};

export function ExecutionView({
  initial,
  correlationId,
  acts,
  canTest,
  onEnd,
  error,
  payload,
}: ExecutionViewProps) {
  const { data, state, refresh } = useLive<Answer>(
    ["execution"],
    `/api/live/executions/${initial.id}`,
    { initialData: initial, everyMs: paceOf },
  );
  const status = <LiveStatus state={state} />;
  const hasEnded = initial.status === "running" && data.status !== "running";
  useEffect(() => {
    if (hasEnded) onEnd();
  }, [hasEnded, onEnd]);
  return (
    <article className="flex min-w-0 flex-col gap-4">
      <Header
        execution={data}
        acts={acts}
        // An event that is no longer kept cannot be run for again.
        canTest={canTest && correlationId !== null}
        refresh={refresh}
        liveStatus={status}
      />
      <Outcome execution={data} />
      <AttemptTabs attempts={data.attempts} current={data.id} />
      <div className="grid min-w-0 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_304px]">
        <div className="flex min-w-0 flex-col gap-8">
          {error}
          <EffectList effectsText={data.effectsText} isRunning={data.status === "running"} />
          <LogList
            logsText={data.logsText}
            startedAt={data.startedAt}
            isRunning={data.status === "running"}
          />
          {data.resultText === null ? null : <ResultOf text={data.resultText} />}
          {payload}
        </div>
        <Facts>
          <ExecutionFacts execution={data} correlationId={correlationId} now={data.now} />
        </Facts>
      </div>
    </article>
  );
}

/** Until the run, its delivery and the replay of its letter are over. */
function paceOf({ status, delivery, letter }: Answer): number | false {
  if (status === "running") return 1_000;
  if (delivery && !deliveryStates[delivery.state].terminal) return 2_000;
  return letter?.state === "replaying" ? 2_000 : false;
}

type HeaderProps = {
  execution: Answer;
  acts: DeliveryActs | null;
  canTest: boolean;
  refresh: () => Promise<void>;
  liveStatus: ReactNode;
};

function Header({ execution, acts, canTest, refresh, liveStatus }: HeaderProps) {
  const { id, status, scriptId, scriptName, version, eventId, eventType, delivery, letter } =
    execution;
  return (
    <PageHeader
      back={{ href: "/executions", label: "Executions" }}
      title={<ScriptName script={execution} version={version} />}
      badge={
        <>
          <ExecutionBadge status={status} />
          <TestRunBadges execution={execution} />
        </>
      }
      meta={
        <>
          {eventType === null ? null : <bdi className="font-mono text-xs">{eventType}</bdi>}
          <Time at={execution.startedAt} now={execution.now} />
          <Id value={id} />
          {liveStatus}
        </>
      }
      actions={
        <>
          {letter?.state === "open" ? (
            <LinkButton href={`/dead-letters/${letter.id}`} icon="archive-x">
              See dead letter
            </LinkButton>
          ) : null}
          {acts && delivery ? (
            <DeliveryActions delivery={{ ...delivery, scriptName }} acts={acts} onDone={refresh} />
          ) : null}
          {execution.scriptDeleted || !canTest || eventId === null ? null : (
            <LinkButton href={withQuery(`/scripts/${scriptId}`, { test: eventId })} icon="play">
              Test with this event
            </LinkButton>
          )}
          {execution.scriptDeleted ? null : (
            <LinkButton
              href={withQuery(`/scripts/${scriptId}`, { version: keptVersion(version) })}
              icon="code"
            >
              Open script
            </LinkButton>
          )}
        </>
      }
    />
  );
}

/** Counts the seconds to the next try by itself. */
function Outcome({ execution }: { execution: Answer }) {
  const isCounting = execution.delivery?.nextAttemptAt !== undefined;
  const now = useServerNow(execution.now, isCounting);
  return (
    <p className="text-base [overflow-wrap:anywhere]" aria-live="off">
      {describeOutcome(execution, now)}.
    </p>
  );
}

function ResultOf({ text }: { text: string }) {
  return (
    <Section title="Result">
      <JsonViewer text={text} label="Result" />
    </Section>
  );
}
