import type { Metadata } from "next";
import { readPage } from "#app/_server/page.ts";
import { isNarrowed } from "#components/filters/address-filters.ts";
import { OutboxHeader } from "#components/outbox/outbox-header.tsx";
import { SmsFilterControls } from "#components/outbox/sms-filters.tsx";
import { SmsList } from "#components/outbox/sms-list.live.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { listScriptChoices } from "#db/repositories/filter-choices.ts";
import { listSmsRows } from "#db/repositories/listed-sms.ts";
import { succeed } from "#lib/shared/failure.ts";
import { encodeCursor } from "#lib/shared/paging.ts";
import { type SmsFilter, smsFilterQuery } from "#lib/sms/sms-filter.ts";
import { FilterForm } from "../filter-form.tsx";
import { readFilter, type SearchParams } from "../read-filter.ts";
import { RefusedFilter } from "../refused-filter.tsx";

export const metadata: Metadata = { title: "Outbox" };

const path = "/outbox";

export default function OutboxPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <OutboxHeader />
      <OutboxBrowser searchParams={searchParams} />
    </div>
  );
}

async function OutboxBrowser({ searchParams }: { searchParams: SearchParams }) {
  const asked = await readFilter(smsFilterQuery, searchParams);
  if (!asked.ok) {
    return <RefusedFilter failure={asked.failure} path={path} all="Show all text messages" />;
  }
  const found = await readAll(asked.value);
  if (!found.ok) {
    return <ErrorState title="The outbox could not be read">{found.failure.detail}</ErrorState>;
  }
  const { limit: _, cursor, ...filters } = asked.value;
  const { page, scripts } = found.value;
  return (
    <div className="min-w-0">
      <FilterForm path={path}>
        <FilterBar>
          <SmsFilterControls filters={filters} scripts={scripts} />
        </FilterBar>
      </FilterForm>
      <SmsList
        initial={page}
        path={path}
        filters={filters}
        cursor={cursor && encodeCursor(cursor)}
        empty={<NoMessages isPart={cursor !== undefined || isNarrowed(filters)} />}
      />
    </div>
  );
}

function readAll(filter: SmsFilter) {
  return readPage("read", async ({ tx, actor, now }) =>
    succeed({
      page: { ...(await listSmsRows(tx, actor, filter)), now },
      scripts: await listScriptChoices(tx, actor, filter.scriptId),
    }),
  );
}

function NoMessages({ isPart }: { isPart: boolean }) {
  if (isPart) {
    return (
      <EmptyState
        icon="search"
        title="No text messages match these filters"
        actions={<LinkButton href={path}>Clear filters</LinkButton>}
      >
        New matches appear here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="message"
      title="No script has sent a text message"
      actions={<LinkButton href="/scripts">See your scripts</LinkButton>}
    >
      What a script sends with <code className="font-mono text-xs">sdk.sms.send</code> shows up here
      as a phone would show it.
    </EmptyState>
  );
}
