// Open dead letters by what went wrong, the largest groups: each leads to its letters.
import { GroupHead, GroupRow } from "#components/dead-letters/group-table.tsx";
import { Table, TableBody } from "#components/ui/table.tsx";
import type { ListedGroup } from "#lib/dead-letters/listed-letter.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { NothingHere } from "./nothing-here.tsx";
import { useKeptPlaces } from "./use-kept-places.ts";

type OpenGroupsProps = { groups: readonly ListedGroup[]; now: string };

const idOf = ({ id }: ListedGroup) => id;

export function OpenGroups({ groups, now }: OpenGroupsProps) {
  const rows = useKeptPlaces(groups, idOf);
  if (rows.length === 0) return <NothingHere>No dead letter waits for a decision.</NothingHere>;
  return (
    <Table label="Open dead letters by error">
      <GroupHead />
      <TableBody>
        {rows.map((group) => (
          <GroupRow key={group.id} group={group} href={lettersOf(group)} now={now} left={false} />
        ))}
      </TableBody>
    </Table>
  );
}

function lettersOf({ fingerprint, scriptId }: ListedGroup): string {
  return withQuery("/dead-letters", { fingerprint, scriptId });
}
