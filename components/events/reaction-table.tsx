// Who reacted to an event: each delivery with its script, its state, its attempts and its newest run.
import { DeliveryBadge } from "#components/deliveries/delivery-badge.tsx";
import { executionLooks } from "#components/executions/execution-badge.tsx";
import { formatDuration, formatNumber } from "#components/ui/format.ts";
import {
  Cell,
  HeadCell,
  Row,
  RowLink,
  Table,
  TableBody,
  TableHead,
} from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Reaction } from "#lib/events/event-story.ts";

type ReactionTableProps = { reactions: readonly Reaction[]; now: string };

export function ReactionTable({ reactions, now }: ReactionTableProps) {
  return (
    <Table label="Who reacted" room="sm">
      <ReactionHead />
      <TableBody>
        {reactions.map((reaction) => (
          <ReactionRow key={reaction.deliveryId} reaction={reaction} now={now} />
        ))}
      </TableBody>
    </Table>
  );
}

export function ReactionHead() {
  return (
    <TableHead>
      <HeadCell fit>State</HeadCell>
      <HeadCell width="30%">Script</HeadCell>
      <HeadCell>Newest attempt</HeadCell>
      <HeadCell fit align="end">
        Priority
      </HeadCell>
      <HeadCell fit align="end">
        Attempts
      </HeadCell>
    </TableHead>
  );
}

export const reactionColumns = 5;

/** Leads to the newest attempt; a delivery that was never tried, to itself. */
function ReactionRow({ reaction, now }: { reaction: Reaction; now: string }) {
  const { deliveryId, state, reason, scriptName, subscription, run } = reaction;
  const href = run ? `/executions/${run.executionId}` : `/deliveries/${deliveryId}`;
  return (
    <Row href={href} quiet={state === "cancelled"}>
      <Cell mobile="lead" fit>
        <RowLink href={href}>
          <DeliveryBadge state={state} reason={reason ?? undefined} plain />
        </RowLink>
      </Cell>
      <Cell mobile="primary" title={scriptName ?? undefined}>
        {scriptName === null ? (
          <span className="text-faint">Deleted script</span>
        ) : (
          <bdi>{scriptName}</bdi>
        )}
        {subscription === null ? <span className="text-faint"> · subscription deleted</span> : null}
      </Cell>
      <Cell mobile="secondary" title={run?.error ?? undefined} className="text-quiet">
        <NewestAttempt reaction={reaction} now={now} />
      </Cell>
      <Cell mobile="hidden" fit align="end" className="text-quiet tabular-nums">
        {formatNumber(reaction.priority)}
      </Cell>
      <Cell mobile="meta" fit align="end">
        <a className="tabular-nums hover:underline" href={`/executions?deliveryId=${deliveryId}`}>
          {formatNumber(reaction.attempts)}
          <span className="text-quiet"> of {formatNumber(reaction.maxAttempts)}</span>
        </a>
      </Cell>
    </Row>
  );
}

function NewestAttempt({ reaction, now }: { reaction: Reaction; now: string }) {
  const { run, state, nextAttemptAt } = reaction;
  if (state === "scheduled" && nextAttemptAt !== null) {
    return (
      <>
        Next try <Time at={nextAttemptAt} now={now} />
        {run?.error ? <bdi> · {run.error}</bdi> : null}
      </>
    );
  }
  if (!run) return <>Not tried yet</>;
  if (run.status === "running") return <>Running for {formatDuration(run.ms)}</>;
  if (run.error) return <bdi>{run.error}</bdi>;
  return (
    <>
      {executionLooks[run.status].word} in {formatDuration(run.ms)}
    </>
  );
}
