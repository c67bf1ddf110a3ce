"use client";
// What is broken, live: counts change in place, a new error waits until it is asked for.
import type { Filters } from "#components/filters/address-filters.ts";
import { useAfterWrite } from "#components/htmx/use-after-write.ts";
import { LiveStatusLine } from "#components/live/live-status.tsx";
import { LiveTable } from "#components/live/live-table.tsx";
import { useLiveList } from "#components/live/use-live-list.ts";
import { Section } from "#components/ui/section.tsx";
import type { LetterGroups, ListedGroup } from "#lib/dead-letters/listed-letter.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { GroupHead, GroupRow } from "./group-table.tsx";

export type GroupsAnswer = LetterGroups & { now: string };

type GroupListProps = { initial: GroupsAnswer; path: string; filters: Filters };

const mostShown = 50;

/** Nothing where nothing is broken: the list of letters says so. */
export function GroupList({ initial, path, filters }: GroupListProps) {
  const live = useLiveList<ListedGroup, GroupsAnswer>({
    address: withQuery("/api/live/dead-letters/groups", filters),
    initial,
    everyMs: 5_000,
  });
  useAfterWrite(live.refresh);
  if (live.rows.length === 0) return <LiveStatusLine state={live.state} />;
  const hrefOf = ({ scriptId, fingerprint }: ListedGroup) =>
    withQuery(path, { ...filters, scriptId, fingerprint });
  return (
    <Section title="Errors" description={limitsOf(live.answer)}>
      <LiveTable
        live={live}
        label="Errors"
        head={<GroupHead />}
        row={(group, shown) => <GroupRow group={group} href={hrefOf(group)} {...shown} />}
        empty={null}
      />
    </Section>
  );
}

function limitsOf({ more, capped }: LetterGroups): string | undefined {
  if (capped) return "Among the newest 20,000 letters.";
  return more ? `The newest ${mostShown}; filter by script or type to see others.` : undefined;
}
