"use client";
// The page of one event. What it is never changes and comes drawn; who reacted is read again until all are done.
import { type ReactNode, useState } from "react";
import { useLive } from "#components/live/use-live.ts";
import { Badge } from "#components/ui/badge.tsx";
import { formatNumber, formatPlural } from "#components/ui/format.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type { EventSkips, EventStory } from "#lib/events/event-story.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { ChainTree } from "./chain-tree.tsx";
import { eventOutcome } from "./event-outcome.ts";
import { MatchedFilters } from "./matched-filters.tsx";
import { ReactionTable } from "./reaction-table.tsx";
import { SkippedList } from "./skipped-list.tsx";
import { TestWithEvent } from "./test-with-event.tsx";

/** `skips` is null where it was not asked for; `now` is the server's clock when it read this. */
type Told = EventStory & { skips: EventSkips | null; now: string };

type EventViewProps = {
  id: string;
  type: string;
  initial: Told;
  /** The person may run tests. */
  mayTest: boolean;
  meta: ReactNode;
  actions: ReactNode;
  payload: ReactNode;
  facts: ReactNode;
};

export function EventView({ id, type, initial, mayTest, ...parts }: EventViewProps) {
  const { meta, actions, payload, facts } = parts;
  const { story, skips } = useStory(id, initial);
  const { word, ...look } = eventOutcome(story);
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <PageHeader
        back={{ href: "/events", label: "Events" }}
        title={<bdi className="font-mono [overflow-wrap:anywhere]">{type}</bdi>}
        badge={<Badge {...look}>{word}</Badge>}
        meta={meta}
        actions={
          <>
            {mayTest ? <TestWithEvent eventId={id} reactions={story.reactions} /> : null}
            {actions}
          </>
        }
      />
      <div className="grid min-w-0 gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-6">
          <WhoReacted id={id} story={story} skips={skips} />
          <Section title="Payload">{payload}</Section>
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Section title="Envelope">{facts}</Section>
          <Chain id={id} story={story} />
        </div>
      </div>
    </div>
  );
}

const noSkips: EventSkips = { skipped: [], moreSkipped: 0, matched: {}, elsewhere: 0 };

/** Who was skipped is asked for until the event is routed; after that it stays as it is. */
function useStory(id: string, initial: Told): { story: Told; skips: EventSkips } {
  const [settled, setSettled] = useState<EventSkips | null>(null);
  const address = `/api/live/events/${id}`;
  const { data: story } = useLive<Told>(["event"], address, {
    initialData: initial,
    everyMs: (told) => (settled === null && told.skips === null ? everyMs.open : paceOf(told)),
    addressNow: () => (settled === null ? `${address}?skips=1` : address),
  });
  const { skips, status } = story;
  if (skips !== null && status !== "unrouted" && skips !== settled) setSettled(skips);
  return { story, skips: settled ?? skips ?? noSkips };
}

const everyMs = { open: 1_000, chainOpen: 5_000 };

/** A chain may hold events that wait for hours (`delayMs`): they are not asked for every second. */
function paceOf({ status, outcomes, reactions, chain }: Told): number | false {
  const isOpen =
    outcomes.unfinished > 0 || reactions.some(({ state }) => !deliveryStates[state].terminal);
  if (isOpen || status === "unrouted") return everyMs.open;
  return chain.some((event) => event.status === "unrouted") ? everyMs.chainOpen : false;
}

type ReactedProps = { id: string; story: Told; skips: EventSkips };

function WhoReacted({ id, story, skips }: ReactedProps) {
  const { status, reactions, hasMoreReactions, now } = story;
  const { skipped, moreSkipped, matched } = skips;
  return (
    <Section title="Who reacted">
      <div className="flex min-w-0 flex-col gap-4">
        {reactions.length > 0 ? <ReactionTable reactions={reactions} now={now} /> : null}
        <MatchedFilters reactions={reactions} matched={matched} />
        {hasMoreReactions ? <MoreReactions id={id} story={story} /> : null}
        {reactions.length === 0 ? <p>{nobody(status, skips)}</p> : null}
        {skipped.length > 0 ? <SkippedList skipped={skipped} more={moreSkipped} /> : null}
        {status === "unrouted" ? null : <Elsewhere count={skips.elsewhere} />}
      </div>
    </Section>
  );
}

function nobody(status: Told["status"], { skipped }: EventSkips): string {
  if (status === "unrouted") {
    return "The router has not looked for its subscribers yet. They show up here by themselves.";
  }
  if (skipped.length > 0) return "Nobody: each subscription for this type was skipped.";
  return "Nobody: no subscription matched when it came in. The event is kept.";
}

/** Subscriptions whose type does not fit are not told one by one. */
function Elsewhere({ count }: { count: number }) {
  if (count === 0) return null;
  const are = count === 1 ? "is" : "are";
  return (
    <p className="text-quiet text-sm">
      {formatPlural(count, "other subscription")} of this tenant {are} for other event types.
    </p>
  );
}

/** The list of deliveries shows the unfinished ones unless it is asked for others. */
function MoreReactions({ id, story }: { id: string; story: Told }) {
  const { outcomes, reactions } = story;
  const state = outcomes.unfinished > 0 ? undefined : "succeeded";
  return (
    <p className="text-sm">
      These are the first {formatNumber(reactions.length)}.{" "}
      <a
        className="underline underline-offset-2"
        href={withQuery("/deliveries", { eventId: id, state })}
      >
        Further deliveries
      </a>
    </p>
  );
}

function Chain({ id, story }: { id: string; story: Told }) {
  const { chain, chainIsCut, now } = story;
  if (chain.length <= 1) {
    return (
      <Section title="Chain">
        <p className="text-quiet text-sm">No reaction to it emitted another event.</p>
      </Section>
    );
  }
  return (
    <Section title="Chain" description={formatPlural(chain.length, "event")}>
      <ChainTree events={chain} current={id} isCut={chainIsCut} now={now} />
    </Section>
  );
}
