// What is broken: filters, the errors it comes down to, and the letters themselves.
import { readPage, requireSession } from "#app/_server/page.ts";
import { GroupList } from "#components/dead-letters/group-list.live.tsx";
import { GroupSummary } from "#components/dead-letters/group-summary.live.tsx";
import { LetterFilterControls, letterLinks } from "#components/dead-letters/letter-filters.tsx";
import { LetterList } from "#components/dead-letters/letter-list.live.tsx";
import { type Filters, linkedOf } from "#components/filters/address-filters.ts";
import { FilterChips } from "#components/filters/filter-chips.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { listEventTypeNames } from "#db/repositories/event-types.ts";
import { listScriptChoices } from "#db/repositories/filter-choices.ts";
import { groupLetters, listLetterRows } from "#db/repositories/listed-letters.ts";
import { type LetterFilter, letterFilterQuery } from "#lib/dead-letters/letter-filter.ts";
import { succeed } from "#lib/shared/failure.ts";
import { encodeCursor } from "#lib/shared/paging.ts";
import { FilterForm } from "../../filter-form.tsx";
import { readFilter, type SearchParams } from "../../read-filter.ts";
import { RefusedFilter } from "../../refused-filter.tsx";
import { NoLetters } from "./no-letters.tsx";

const path = "/dead-letters";

export async function LetterBrowser({ searchParams }: { searchParams: SearchParams }) {
  const { actor } = await requireSession();
  const asked = await readFilter(letterFilterQuery, searchParams);
  if (!asked.ok) {
    return <RefusedFilter failure={asked.failure} path={path} all="Show open dead letters" />;
  }
  const found = await readAll(asked.value);
  if (!found.ok) {
    return (
      <ErrorState title="The dead letters could not be read">{found.failure.detail}</ErrorState>
    );
  }
  const { page, groups, scripts, eventTypes } = found.value;
  const { limit: _, cursor, state, ...narrowed } = asked.value;
  const filters: Filters = { ...narrowed, state: state === "open" ? undefined : state };
  const Groups = narrowed.fingerprint ? GroupSummary : GroupList;
  return (
    <div className="min-w-0">
      <FilterForm path={path} kept={linkedOf(filters, letterLinks)}>
        <FilterBar>
          <LetterFilterControls filters={filters} scripts={scripts} eventTypes={eventTypes} />
        </FilterBar>
      </FilterForm>
      <FilterChips path={path} filters={filters} linked={letterLinks} />
      <div className="flex min-w-0 flex-col gap-6 pt-4">
        {groups ? <Groups initial={groups} path={path} filters={filters} /> : null}
        <LetterList
          initial={page}
          path={path}
          filters={filters}
          cursor={cursor && encodeCursor(cursor)}
          mayReplay={actor.scopes.includes("replay")}
          empty={<NoLetters path={path} filters={filters} isLaterPage={cursor !== undefined} />}
        />
      </div>
    </div>
  );
}

/** Later pages are of letters only. */
function readAll(filter: LetterFilter) {
  return readPage("read", async ({ tx, actor, now }) =>
    succeed({
      page: { ...(await listLetterRows(tx, actor, filter)), now },
      groups: filter.cursor ? null : { ...(await groupLetters(tx, actor, filter)), now },
      scripts: await listScriptChoices(tx, actor, filter.scriptId),
      eventTypes: await listEventTypeNames(tx, actor),
    }),
  );
}
