// Filters and list of executions: of all of them, or of one script on its own tab.
import { readPage } from "#app/_server/page.ts";
import {
  ExecutionFilterControls,
  executionLinks,
} from "#components/executions/execution-filters.tsx";
import { ExecutionList } from "#components/executions/execution-list.live.tsx";
import { type Filters, isNarrowed, linkedOf } from "#components/filters/address-filters.ts";
import { FilterChips } from "#components/filters/filter-chips.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { listEventTypeNames } from "#db/repositories/event-types.ts";
import { listScriptChoices } from "#db/repositories/filter-choices.ts";
import { listExecutionRows } from "#db/repositories/listed-executions.ts";
import { type ExecutionFilter, executionFilterQuery } from "#lib/executions/execution-filter.ts";
import { succeed } from "#lib/shared/failure.ts";
import { encodeCursor } from "#lib/shared/paging.ts";
import { FilterForm } from "../filter-form.tsx";
import { readFilter, type SearchParams } from "../read-filter.ts";
import { RefusedFilter } from "../refused-filter.tsx";

type ExecutionBrowserProps = {
  /** The page's own path. */
  path: string;
  searchParams: SearchParams;
  /** Only of this script. */
  scriptId?: string;
};

export async function ExecutionBrowser({ path, searchParams, scriptId }: ExecutionBrowserProps) {
  const asked = await readFilter(executionFilterQuery, searchParams);
  if (!asked.ok) {
    return <RefusedFilter failure={asked.failure} path={path} all="Show all executions" />;
  }
  const { limit: _, cursor, range, ...given } = asked.value;
  const filters: Filters = {
    ...given,
    range: range === "all" ? undefined : range,
    scriptId: scriptId ? undefined : given.scriptId,
  };
  const found = await readAll({ ...asked.value, scriptId: scriptId ?? given.scriptId });
  if (!found.ok) {
    return <ErrorState title="The executions could not be read">{found.failure.detail}</ErrorState>;
  }
  const { page, scripts, eventTypes } = found.value;
  return (
    <div className="min-w-0">
      <FilterForm path={path} kept={linkedOf(filters, executionLinks)}>
        <FilterBar>
          <ExecutionFilterControls
            filters={filters}
            scripts={scriptId ? null : scripts}
            eventTypes={eventTypes}
          />
        </FilterBar>
      </FilterForm>
      <FilterChips path={path} filters={filters} linked={executionLinks} />
      <ExecutionList
        initial={page}
        path={path}
        filters={filters}
        cursor={cursor && encodeCursor(cursor)}
        scriptId={scriptId}
        empty={
          <NoExecutions
            path={path}
            scriptId={scriptId}
            isPart={cursor !== undefined || isNarrowed(filters)}
          />
        }
      />
    </div>
  );
}

function readAll(filter: ExecutionFilter) {
  return readPage("read", async ({ tx, actor, now }) =>
    succeed({
      page: { ...(await listExecutionRows(tx, actor, filter)), now },
      scripts: await listScriptChoices(tx, actor, filter.scriptId),
      eventTypes: await listEventTypeNames(tx, actor),
    }),
  );
}

type NoExecutionsProps = { path: string; scriptId: string | undefined; isPart: boolean };

function NoExecutions({ path, scriptId, isPart }: NoExecutionsProps) {
  if (isPart) {
    return (
      <EmptyState
        icon="search"
        title="No executions match these filters"
        actions={<LinkButton href={path}>Clear filters</LinkButton>}
      >
        New matches appear here.
      </EmptyState>
    );
  }
  if (scriptId !== undefined) {
    return (
      <EmptyState
        icon="activity"
        title="Nothing has run yet"
        actions={
          <LinkButton href={`/scripts/${scriptId}/subscriptions`}>See its subscriptions</LinkButton>
        }
      >
        This script runs when an event matches one of its subscriptions. Each run shows up here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="activity"
      title="Nothing has run yet"
      actions={<LinkButton href="/events">See what came in</LinkButton>}
    >
      Each time an event wakes a script, the run shows up here: how it ended, how long it took, what
      it logged.
    </EmptyState>
  );
}
