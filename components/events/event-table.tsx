// Events as rows: what became of each, its type, what it is about, where and when it came from.
import { Badge } from "#components/ui/badge.tsx";
import { OfTotal } from "#components/ui/of-total.tsx";
import { Cell, HeadCell, Row, RowLink, TableHead } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ListedEvent } from "#lib/events/listed-event.ts";
import { eventOutcome } from "./event-outcome.ts";

export function EventHead() {
  return (
    <TableHead>
      <HeadCell fit>Outcome</HeadCell>
      <HeadCell width="28%">Event type</HeadCell>
      <HeadCell>Subject</HeadCell>
      <HeadCell width="21%">Source</HeadCell>
      <HeadCell fit align="end">
        Succeeded
      </HeadCell>
      <HeadCell fit align="end">
        Received
      </HeadCell>
    </TableHead>
  );
}

export const eventColumns = 6;

type EventRowProps = {
  event: ListedEvent;
  now: string;
  /** It no longer belongs to the list and stays where it is until the list is shown anew. */
  left: boolean;
};

export function EventRow({ event, now, left }: EventRowProps) {
  const href = `/events/${event.id}`;
  return (
    <Row href={href} quiet={left}>
      <Cell mobile="lead" fit>
        <RowLink href={href}>
          <EventOutcome event={event} />
        </RowLink>
      </Cell>
      <Cell mobile="primary" mono title={event.type}>
        <bdi>{event.type}</bdi>
        {event.isReplay ? <span className="font-sans text-quiet"> · replay</span> : null}
      </Cell>
      <Cell
        mobile={event.subject === null ? "hidden" : "secondary"}
        title={event.subject ?? undefined}
        className="text-quiet"
      >
        <bdi>{event.subject}</bdi>
      </Cell>
      <Cell
        mobile={event.subject === null ? "secondary" : "hidden"}
        title={event.source}
        className="text-quiet"
      >
        <bdi>{event.source}</bdi>
      </Cell>
      <Cell mobile="detail" fit align="end">
        <SucceededOf event={event} />
      </Cell>
      <Cell mobile="meta" fit align="end" className="text-quiet">
        <Time at={event.receivedAt} now={now} />
      </Cell>
    </Row>
  );
}

function EventOutcome({ event }: { event: Pick<ListedEvent, "status" | "outcomes"> }) {
  const { word, ...look } = eventOutcome(event);
  return (
    <Badge {...look} plain>
      {word}
    </Badge>
  );
}

/** A dash where nobody was to react. */
function SucceededOf({ event: { outcomes } }: { event: ListedEvent }) {
  const { unfinished, succeeded, dead, cancelled } = outcomes;
  const all = unfinished + succeeded + dead + cancelled;
  if (all === 0) return <span className="text-faint">–</span>;
  return (
    <span className="tabular-nums">
      <OfTotal part={succeeded} total={all} />
    </span>
  );
}
