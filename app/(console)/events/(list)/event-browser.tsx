// Filters and list of events.
import { readPage, requireSession } from "#app/_server/page.ts";
import { EventFilterControls } from "#components/events/event-filters.tsx";
import { EventList } from "#components/events/event-list.live.tsx";
import { FilterVerdict } from "#components/filter-field/filter-verdict.tsx";
import { type Filters, isNarrowed } from "#components/filters/address-filters.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { listEventRows } from "#db/repositories/listed-events.ts";
import { readSetupSteps } from "#db/repositories/setup-steps.ts";
import { type EventFilter, eventFilterQuery } from "#lib/events/event-filter.ts";
import { rangeStart } from "#lib/events/listed-event.ts";
import { compileExpression } from "#lib/filters/compile-filter.ts";
import type { FilterError } from "#lib/filters/filter-error.ts";
import { succeed } from "#lib/shared/failure.ts";
import { encodeCursor } from "#lib/shared/paging.ts";
import { FilterForm } from "../../filter-form.tsx";
import { readFilter, type SearchParams } from "../../read-filter.ts";
import { RefusedFilter } from "../../refused-filter.tsx";
import { NoEvents } from "./no-events.tsx";
import { readEventTypes } from "./read-event-types.ts";

export async function EventBrowser({ searchParams }: { searchParams: SearchParams }) {
  const asked = await readFilter(eventFilterQuery, searchParams);
  if (!asked.ok) {
    return <RefusedFilter failure={asked.failure} path="/events" all="Show all events" />;
  }
  const fault = faultOf(asked.value.q);
  const found = await readAll(fault ? { ...asked.value, q: undefined } : asked.value);
  if (!found.ok) {
    return <ErrorState title="The events could not be read">{found.failure.detail}</ErrorState>;
  }
  const { limit: _, cursor, range, ...given } = asked.value;
  const filters: Filters = { ...given, range: range === "all" ? undefined : range };
  const { page, steps } = found.value;
  const eventTypes = await readEventTypes();
  const { actor } = await requireSession();
  return (
    <div className="min-w-0">
      <FilterForm path="/events">
        <FilterBar>
          <EventFilterControls
            filters={filters}
            eventTypes={eventTypes}
            faultId={fault ? faultId : undefined}
          />
        </FilterBar>
      </FilterForm>
      {fault ? (
        <div id={faultId} role="alert">
          <FilterVerdict source={given.q ?? ""} verdict={{ valid: false, error: fault }} />
        </div>
      ) : (
        <EventList
          initial={page}
          filters={filters}
          cursor={cursor && encodeCursor(cursor)}
          empty={
            <NoEvents
              isPart={cursor !== undefined || isNarrowed(filters)}
              steps={steps}
              scopes={actor.scopes}
            />
          }
        />
      )}
    </div>
  );
}

const faultId = "filter-fault";

/** The list is not read by an expression that does not parse. */
function faultOf(q: string | undefined): FilterError | null {
  const compiled = q === undefined ? null : compileExpression(q);
  return compiled?.ok === false ? compiled.error : null;
}

function readAll({ range, ...filter }: EventFilter) {
  return readPage("read", async ({ tx, actor, now }) => {
    const page = await listEventRows(tx, actor, {
      ...filter,
      from: rangeStart(range, new Date(now)),
    });
    if (!page.ok) return page;
    return succeed({
      page: { ...page.value, now },
      steps: await readSetupSteps(tx, actor),
    });
  });
}
