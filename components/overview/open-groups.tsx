// Open dead letters by what went wrong, the largest groups: each leads to its letters.
import { formatNumber } from "#components/ui/format.ts";
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
import type { OpenGroup } from "#lib/overview/overview.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { errorText } from "./failing-scripts.tsx";
import { NothingHere } from "./nothing-here.tsx";
import { useKeptPlaces } from "./use-kept-places.ts";

type OpenGroupsProps = { groups: readonly OpenGroup[]; now: string };

const keyOf = ({ fingerprint, scriptId }: OpenGroup) => `${scriptId} ${fingerprint}`;

export function OpenGroups({ groups, now }: OpenGroupsProps) {
  const rows = useKeptPlaces(groups, keyOf);
  if (rows.length === 0) return <NothingHere>No dead letter waits for a decision.</NothingHere>;
  return (
    <Table label="Open dead letters by error">
      <TableHead>
        <HeadCell>Error</HeadCell>
        <HeadCell width="24%">Script</HeadCell>
        <HeadCell fit align="end">
          Dead letters
        </HeadCell>
        <HeadCell fit align="end">
          Last seen
        </HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((group) => (
          <GroupRow key={keyOf(group)} group={group} now={now} />
        ))}
      </TableBody>
    </Table>
  );
}

function GroupRow({ group, now }: { group: OpenGroup; now: string }) {
  const { fingerprint, scriptId, scriptName, error, count, lastSeenAt } = group;
  const href = withQuery("/dead-letters", { fingerprint, scriptId });
  return (
    <Row href={href}>
      <Cell mobile="primary" title={errorText(error)}>
        <RowLink href={href}>
          <bdi>{errorText(error)}</bdi>
        </RowLink>
      </Cell>
      <Cell mobile="secondary" title={scriptName}>
        <bdi>{scriptName}</bdi>
      </Cell>
      <Cell mobile="detail" fit align="end">
        {formatNumber(count)}
        <span className="text-quiet md:hidden"> {count === 1 ? "letter" : "letters"}</span>
      </Cell>
      <Cell mobile="meta" fit align="end" className="text-quiet">
        <Time at={lastSeenAt} now={now} />
      </Cell>
    </Row>
  );
}
