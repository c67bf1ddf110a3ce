// The search by name and the list of scripts.
import { readPage } from "#app/_server/page.ts";
import { isNarrowed } from "#components/filters/address-filters.ts";
import { FilterText } from "#components/filters/filter-text.tsx";
import { ScriptList } from "#components/scripts/script-list.live.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { listScriptRows } from "#db/repositories/script-activity.ts";
import { type ScriptFilter, scriptFilterQuery } from "#lib/scripts/script-filter.ts";
import { succeed } from "#lib/shared/failure.ts";
import { encodeCursor } from "#lib/shared/paging.ts";
import { FilterForm } from "../../filter-form.tsx";
import { readFilter, type SearchParams } from "../../read-filter.ts";
import { RefusedFilter } from "../../refused-filter.tsx";
import { NoScripts } from "./no-scripts.tsx";

const path = "/scripts";

type ScriptBrowserProps = { searchParams: SearchParams; canWrite: boolean };

export async function ScriptBrowser({ searchParams, canWrite }: ScriptBrowserProps) {
  const asked = await readFilter(scriptFilterQuery, searchParams);
  if (!asked.ok) {
    return <RefusedFilter failure={asked.failure} path={path} all="Show all scripts" />;
  }
  const found = await readAll(asked.value);
  if (!found.ok) {
    return <ErrorState title="The scripts could not be read">{found.failure.detail}</ErrorState>;
  }
  const { limit: _, cursor, ...filters } = asked.value;
  const { q = "" } = filters;
  const isPart = cursor !== undefined || isNarrowed(filters);
  return (
    <div className="min-w-0">
      <FilterForm path={path}>
        <FilterBar>
          <FilterText name="q" label="Search by name" value={q} maxLength={128} mono={false} />
        </FilterBar>
      </FilterForm>
      <ScriptList
        initial={found.value}
        filters={filters}
        cursor={cursor && encodeCursor(cursor)}
        empty={<NoScripts name={q} isPart={isPart} canWrite={canWrite} />}
      />
    </div>
  );
}

function readAll(filter: ScriptFilter) {
  return readPage("read", async ({ tx, actor, now }) =>
    succeed({ ...(await listScriptRows(tx, actor, filter)), now }),
  );
}
