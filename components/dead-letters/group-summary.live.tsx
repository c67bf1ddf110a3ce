"use client";
// One error, above its letters: what it says in full, where it happens, how often and since when.
import type { Filters } from "#components/filters/address-filters.ts";
import { useAfterWrite } from "#components/htmx/use-after-write.ts";
import { LiveStatusLine } from "#components/live/live-status.tsx";
import { useLive } from "#components/live/use-live.ts";
import { ScriptName } from "#components/scripts/script-name.tsx";
import { formatPlural } from "#components/ui/format.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ListedGroup } from "#lib/dead-letters/listed-letter.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import type { GroupsAnswer } from "./group-list.live.tsx";

type GroupSummaryProps = { initial: GroupsAnswer; filters: Filters };

/** Of each script that fails with it; nothing where no letter of it is in the list. */
export function GroupSummary({ initial, filters }: GroupSummaryProps) {
  const { data, state, refresh } = useLive<GroupsAnswer>(
    ["letter-group"],
    withQuery("/api/live/dead-letters/groups", filters),
    { initialData: initial, everyMs: 5_000 },
  );
  useAfterWrite(refresh);
  return (
    <>
      {data.items.map((group) => (
        <Summary key={group.id} group={group} now={data.now} />
      ))}
      <LiveStatusLine state={state} />
    </>
  );
}

function Summary({ group, now }: { group: ListedGroup; now: string }) {
  const { error, scriptId, scriptDeleted, count, firstSeenAt, lastSeenAt } = group;
  return (
    <div className="flex min-w-0 flex-wrap items-start justify-between gap-x-6 gap-y-3 rounded-md border border-line bg-sunken px-4 py-3">
      <div className="grid min-w-0 flex-[1_1_320px] gap-1">
        <p className="font-mono text-red text-sm [overflow-wrap:anywhere]">
          <bdi dir="ltr" className="line-clamp-4 whitespace-pre-wrap">
            <span className="font-semibold">{error.name}</span>: {error.message}
          </bdi>
        </p>
        <p className="text-quiet text-sm [overflow-wrap:anywhere]">
          <span className="text-ink tabular-nums">{formatPlural(count, "letter")}</span> in{" "}
          <ScriptName script={group} />, first <Time at={firstSeenAt} now={now} />, last{" "}
          <Time at={lastSeenAt} now={now} />
        </p>
      </div>
      {scriptDeleted ? null : (
        <LinkButton href={`/scripts/${scriptId}`} icon="code" size="sm">
          Open script
        </LinkButton>
      )}
    </div>
  );
}
