import type { Metadata } from "next";
import { readPage, requireSession } from "#app/_server/page.ts";
import { DeliveryChips } from "#components/deliveries/delivery-chips.tsx";
import { deliveryLinks } from "#components/deliveries/delivery-links.ts";
import { linkedOf } from "#components/filters/address-filters.ts";
import { FilterChips } from "#components/filters/filter-chips.tsx";
import { ScriptFilter } from "#components/filters/script-filter.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listScriptChoices } from "#db/repositories/filter-choices.ts";
import { countDeliveries, listDeliveryRows } from "#db/repositories/listed-deliveries.ts";
import { type DeliveryFilter, deliveryFilterQuery } from "#lib/deliveries/delivery-filter.ts";
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import { succeed } from "#lib/shared/failure.ts";
import { encodeCursor } from "#lib/shared/paging.ts";
import { FilterForm } from "../../filter-form.tsx";
import { readFilter, type SearchParams } from "../../read-filter.ts";
import { RefusedFilter } from "../../refused-filter.tsx";
import { DeliveryListView } from "../delivery-list-view.tsx";
import { NoDeliveries } from "../no-deliveries.tsx";

export const metadata: Metadata = { title: "Deliveries" };

const path = "/deliveries";

export default function DeliveriesPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Deliveries" />
      <DeliveryBrowser searchParams={searchParams} />
    </div>
  );
}

async function DeliveryBrowser({ searchParams }: { searchParams: SearchParams }) {
  const asked = await readFilter(deliveryFilterQuery, searchParams);
  if (!asked.ok) {
    return <RefusedFilter failure={asked.failure} path={path} all="Show what has not finished" />;
  }
  const { actor } = await requireSession();
  const found = await readAll(asked.value);
  if (!found.ok) {
    return <ErrorState title="The deliveries could not be read">{found.failure.detail}</ErrorState>;
  }
  const { limit: _, cursor, ...filters } = asked.value;
  const { page, counts, scripts } = found.value;
  const { state, reason, scriptId = "" } = filters;
  const isFinished = state !== undefined && deliveryStates[state].terminal;
  return (
    <div className="min-w-0">
      <FilterForm path={path} kept={{ state, reason, ...linkedOf(filters, deliveryLinks) }}>
        <FilterBar>
          <DeliveryChips path={path} filters={filters} initial={counts} />
          <ScriptFilter scripts={scripts} value={scriptId} />
        </FilterBar>
      </FilterForm>
      <FilterChips path={path} filters={filters} linked={deliveryLinks} />
      <DeliveryListView
        initial={page}
        path={path}
        filters={filters}
        cursor={cursor && encodeCursor(cursor)}
        finished={isFinished}
        canAct={actor.scopes.includes("replay")}
        empty={<NoDeliveries filters={filters} isFirst={cursor === undefined} />}
      />
    </div>
  );
}

function readAll(filter: DeliveryFilter) {
  return readPage("read", async ({ tx, actor, now }) =>
    succeed({
      page: { ...(await listDeliveryRows(tx, actor, filter)), now },
      counts: await countDeliveries(tx, actor, filter),
      scripts: await listScriptChoices(tx, actor, filter.scriptId),
    }),
  );
}
