"use client";
// What is broken, live: counts change in place, a new error waits until it is asked for.
import { NewRowsBar } from "#components/live/new-rows-bar.tsx";
import { useLiveList } from "#components/live/use-live-list.ts";
import { Section } from "#components/ui/section.tsx";
import { Table, TableBody } from "#components/ui/table.tsx";
import type { LetterGroups, ListedGroup } from "#lib/dead-letters/listed-letter.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { GroupHead, GroupRow } from "./group-table.tsx";
import type { LetterFilters } from "./letter-filters.tsx";
import { useAfterWrite } from "./use-after-write.ts";

export type GroupsAnswer = LetterGroups & { now: string };

type GroupListProps = { initial: GroupsAnswer; path: string; filters: LetterFilters };

const mostShown = 50;

/** Nothing where nothing is broken: the list of letters says so. */
export function GroupList({ initial, path, filters }: GroupListProps) {
  const live = useLiveList<ListedGroup, GroupsAnswer>({
    address: withQuery("/api/live/dead-letters/groups", filters),
    initial,
    everyMs: 5_000,
  });
  useAfterWrite(live.refresh);
  const { rows, left, held, answer, state } = live;
  if (rows.length === 0) return null;
  return (
    <Section title="Errors" description={limitsOf(answer)}>
      <div className="min-w-0">
        <NewRowsBar held={held} left={left.size} state={state} onShow={live.showNew} />
        <Table label="Errors">
          <GroupHead />
          <TableBody>
            {rows.map((group) => (
              <GroupRow
                key={group.id}
                group={group}
                href={withQuery(path, {
                  ...filters,
                  scriptId: group.scriptId,
                  fingerprint: group.fingerprint,
                })}
                now={answer.now}
                left={left.has(group.id)}
              />
            ))}
          </TableBody>
        </Table>
      </div>
    </Section>
  );
}

function limitsOf({ more, capped }: LetterGroups): string | undefined {
  if (capped) return "Among the newest 20,000 letters.";
  return more ? `The newest ${mostShown}; filter by script or type to see others.` : undefined;
}
