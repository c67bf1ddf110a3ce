// Nothing to repair, or nothing that matches: each says which, and what would bring something here.
import { type Filters, isNarrowed } from "#components/filters/address-filters.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { withQuery } from "#lib/shared/with-query.ts";

type NoLettersProps = { path: string; filters: Filters; isLaterPage: boolean };

export function NoLetters({ path, filters, isLaterPage }: NoLettersProps) {
  if (!isNarrowed(filters) && !isLaterPage) return <AllWell />;
  const inAnyState = withQuery(path, { ...filters, state: "all" });
  return (
    <EmptyState
      icon="search"
      title="No dead letters match these filters"
      actions={
        <>
          {filters["state"] === "all" ? null : <LinkButton href={inAnyState}>Any state</LinkButton>}
          <LinkButton href={path}>Clear filters</LinkButton>
        </>
      }
    >
      {filters["state"] === undefined
        ? "None of them is open: they were resolved, discarded, or never there."
        : "New matches appear here."}
    </EmptyState>
  );
}

function AllWell() {
  return (
    <EmptyState
      icon="circle-check"
      title="No open dead letters"
      actions={<LinkButton href="/dead-letters?state=all">Show resolved and discarded</LinkButton>}
    >
      Everything that failed was retried or repaired. What uses up its attempts shows up here, with
      its error and a way to run it again.
    </EmptyState>
  );
}
