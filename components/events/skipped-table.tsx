// Who did not react to an event although its type fits, and why.
import { Badge } from "#components/ui/badge.tsx";
import {
  Cell,
  HeadCell,
  Row,
  RowLink,
  Table,
  TableBody,
  TableHead,
} from "#components/ui/table.tsx";
import type { SkippedSubscription } from "#lib/events/event-story.ts";
import { skipLook } from "./skip-looks.ts";

export function SkippedTable({ skipped }: { skipped: readonly SkippedSubscription[] }) {
  return (
    <Table label="Who did not react" room="sm">
      <TableHead>
        <HeadCell fit>Reason</HeadCell>
        <HeadCell width="30%">Script</HeadCell>
        <HeadCell>Why</HeadCell>
      </TableHead>
      <TableBody>
        {skipped.map((skip) => (
          <SkippedRow key={`${skip.subscriptionId} ${skip.reason}`} skip={skip} />
        ))}
      </TableBody>
    </Table>
  );
}

function SkippedRow({ skip }: { skip: SkippedSubscription }) {
  const { scriptId, scriptName, reason, detail, eventType } = skip;
  const { word, sentence, ...look } = skipLook(reason);
  const href = scriptId === null ? undefined : `/scripts/${scriptId}/subscriptions`;
  const badge = (
    <Badge {...look} plain>
      {word}
    </Badge>
  );
  const why = sentence === "" ? (detail ?? "") : sentence;
  return (
    <Row href={href}>
      <Cell mobile="lead" fit>
        {href ? <RowLink href={href}>{badge}</RowLink> : badge}
      </Cell>
      <Cell mobile="primary" title={[scriptName, eventType].filter(Boolean).join(" · ")}>
        {scriptName === null ? (
          <span className="text-faint">Deleted subscription</span>
        ) : (
          <bdi>{scriptName}</bdi>
        )}
      </Cell>
      <Cell mobile="secondary" title={detail ?? why} className="text-quiet">
        {why} <Expression reason={reason} detail={detail} />
      </Cell>
    </Row>
  );
}

/** The stored detail of a filter ends with its text. */
function Expression({ reason, detail }: Pick<SkippedSubscription, "reason" | "detail">) {
  const filter = reason === "filter" ? detail?.split(": ").slice(1).join(": ") : undefined;
  return filter ? <bdi className="font-mono text-xs">{filter}</bdi> : null;
}
