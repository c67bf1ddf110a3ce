"use client";
// One delivery, live until it has finished: why it waits or how it ended, its attempts, and what can be done about it.
import type { ReactNode } from "react";
import { AttemptTable } from "#components/executions/attempt-table.tsx";
import { LiveStatus } from "#components/live/live-status.tsx";
import { useLive } from "#components/live/use-live.ts";
import { useServerNow } from "#components/live/use-server-now.ts";
import { ScriptName } from "#components/scripts/script-name.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Id } from "#components/ui/id.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { linkClass } from "#components/ui/link-class.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type { DeliveryDetail } from "#lib/deliveries/listed-delivery.ts";
import { DeliveryActions, type DeliveryActs } from "./delivery-actions.tsx";
import { DeliveryBadge } from "./delivery-badge.tsx";
import { DeliveryFacts } from "./delivery-facts.tsx";
import { describeDelivery } from "./delivery-sentence.ts";

type Answer = DeliveryDetail & { now: string };

type DeliveryViewProps = {
  initial: Answer;
  /** Null for who may not act. */
  acts: DeliveryActs | null;
};

export function DeliveryView({ initial, acts }: DeliveryViewProps) {
  const { data, state, refresh } = useLive<Answer>(
    ["delivery"],
    `/api/live/deliveries/${initial.id}`,
    { initialData: initial, everyMs: paceOf },
  );
  const status = <LiveStatus state={state} />;
  return (
    <article className="flex min-w-0 flex-col gap-4">
      <Header delivery={data} acts={acts} refresh={refresh} status={status} />
      <Why delivery={data} />
      <div className="grid min-w-0 items-start gap-8 pt-2 lg:grid-cols-[minmax(0,1fr)_304px]">
        <Attempts delivery={data} />
        <Facts>
          <DeliveryFacts delivery={data} now={data.now} />
        </Facts>
      </div>
    </article>
  );
}

function paceOf({ state, letter }: Answer): number | false {
  if (!deliveryStates[state].terminal) return 1_500;
  return letter?.state === "replaying" ? 2_000 : false;
}

type HeaderProps = {
  delivery: Answer;
  acts: DeliveryActs | null;
  refresh: () => Promise<void>;
  status: ReactNode;
};

function Header({ delivery, acts, refresh, status }: HeaderProps) {
  const { id, eventType, state, reason, letter, createdAt, now } = delivery;
  return (
    <PageHeader
      back={{ href: "/deliveries", label: "Deliveries" }}
      title={<ScriptName script={delivery} />}
      badge={<DeliveryBadge state={state} reason={reason} />}
      meta={
        <>
          <bdi className="font-mono text-xs">{eventType}</bdi>
          <Time at={createdAt} now={now} />
          <Id value={id} />
          {status}
        </>
      }
      actions={
        <>
          {letter?.state === "open" ? (
            <LinkButton href={`/dead-letters/${letter.id}`} icon="archive-x">
              See dead letter
            </LinkButton>
          ) : null}
          {acts ? <DeliveryActions delivery={delivery} acts={acts} onDone={refresh} /> : null}
        </>
      }
    />
  );
}

/** Counts the seconds to the next try by itself. */
function Why({ delivery }: { delivery: Answer }) {
  const now = useServerNow(delivery.now, delivery.nextAttemptAt !== undefined);
  return (
    <p className="text-base [overflow-wrap:anywhere]">
      {describeDelivery(delivery, now)}.{" "}
      {delivery.blockedBy === null ? null : (
        <a className={linkClass} href={`/deliveries/${delivery.blockedBy}`}>
          See the delivery that holds it
        </a>
      )}
    </p>
  );
}

function Attempts({ delivery }: { delivery: Answer }) {
  const { history, lastError, state, now } = delivery;
  const tone = state === "cancelled" ? "text-quiet" : "text-red";
  return (
    <Section title="Attempts">
      {lastError === null ? null : (
        <p className={`font-mono text-sm [overflow-wrap:anywhere] ${tone}`}>
          <bdi dir="ltr">{lastError}</bdi>
        </p>
      )}
      {history.length === 0 ? (
        <p className="text-quiet text-sm">None so far.</p>
      ) : (
        <AttemptTable attempts={history} now={now} />
      )}
    </Section>
  );
}
