"use client";
// The page of one event. What it is never changes and comes drawn; who reacted is read again until all are done.
import type { ReactNode } from "react";
import { useLive } from "#components/live/use-live.ts";
import { Badge } from "#components/ui/badge.tsx";
import { formatPlural } from "#components/ui/format.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type { EventStory } from "#lib/events/event-story.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { ChainTree } from "./chain-tree.tsx";
import { eventOutcome } from "./event-outcome.ts";
import { ReactionTable } from "./reaction-table.tsx";
import { SkippedTable } from "./skipped-table.tsx";
import { storyOutcomes } from "./story-outcomes.ts";

/** `now` is the server's clock when it read this. */
type Told = EventStory & { now: string };

type EventViewProps = {
  id: string;
  type: string;
  initial: Told;
  meta: ReactNode;
  actions: ReactNode;
  payload: ReactNode;
  facts: ReactNode;
};

export function EventView({ id, type, initial, meta, actions, payload, facts }: EventViewProps) {
  const { data: story } = useLive<Told>(["event"], `/api/live/events/${id}`, {
    initialData: initial,
    everyMs: paceOf,
  });
  const { word, ...look } = eventOutcome({
    status: story.status,
    outcomes: storyOutcomes(story.reactions),
  });
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <PageHeader
        back={{ href: "/events", label: "Events" }}
        title={<bdi className="font-mono [overflow-wrap:anywhere]">{type}</bdi>}
        badge={<Badge {...look}>{word}</Badge>}
        meta={meta}
        actions={actions}
      />
      <div className="grid min-w-0 gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-6">
          <WhoReacted id={id} story={story} />
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

const everyMs = { open: 1_000, chainOpen: 5_000 };

/** A chain may hold events that wait for hours (`delayMs`): they are not asked for every second. */
function paceOf({ status, reactions, chain }: Told): number | false {
  const isOpen = reactions.some(({ state }) => !deliveryStates[state].terminal);
  if (isOpen || status === "unrouted") return everyMs.open;
  return chain.some((event) => event.status === "unrouted") ? everyMs.chainOpen : false;
}

function WhoReacted({ id, story }: { id: string; story: Told }) {
  const { reactions, moreReactions, skipped, now } = story;
  return (
    <Section title="Who reacted">
      <div className="flex min-w-0 flex-col gap-4">
        {reactions.length > 0 ? <ReactionTable reactions={reactions} now={now} /> : null}
        {moreReactions > 0 ? <MoreReactions id={id} count={moreReactions} /> : null}
        {reactions.length === 0 ? <p>{nobody(story)}</p> : null}
        {skipped.length > 0 ? <SkippedTable skipped={skipped} /> : null}
        <Elsewhere story={story} />
      </div>
    </Section>
  );
}

function nobody({ status, skipped }: Told): string {
  if (status === "unrouted") {
    return "The router has not looked for its subscribers yet. They show up here by themselves.";
  }
  if (skipped.length > 0) return "Nobody: each subscription for this type was skipped.";
  return "Nobody: no subscription matched when it came in. The event is kept.";
}

/** Subscriptions whose type does not fit are not told one by one. */
function Elsewhere({ story: { elsewhere, status } }: { story: Told }) {
  if (elsewhere === 0 || status === "unrouted") return null;
  const are = elsewhere === 1 ? "is" : "are";
  return (
    <p className="text-quiet text-sm">
      {formatPlural(elsewhere, "other subscription")} of this tenant {are} for other event types.
    </p>
  );
}

function MoreReactions({ id, count }: { id: string; count: number }) {
  return (
    <p className="text-sm">
      <a className="underline underline-offset-2" href={withQuery("/executions", { eventId: id })}>
        {formatPlural(count, "further delivery", "further deliveries")}
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
