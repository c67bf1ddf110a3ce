// Nothing to repair, or nothing that matches: each says which, and what would bring something here.
import { type Filters, isNarrowed } from "#components/filters/address-filters.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
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
          {filters["state"] === "all" ? null : <LinkButton href={inAnyState} word="Any state" />}
          <LinkButton href={path} word="Clear filters" />
        </>
      }
    >
      {filters["state"] === undefined
        ? "None of them is open: they were repaired, given up, or never there."
        : "What fails from now on and matches shows up here by itself."}
    </EmptyState>
  );
}

function AllWell() {
  return (
    <EmptyState
      icon="circle-check"
      title="No open dead letters"
      actions={<LinkButton href="/dead-letters?state=all" word="Show repaired and discarded" />}
    >
      Everything that failed was retried or repaired. What uses up its attempts shows up here, with
      its error and a way to run it again.
    </EmptyState>
  );
}

function LinkButton({ href, word }: { href: string; word: string }) {
  return (
    <a className={buttonClass()} href={href}>
      <span>{word}</span>
    </a>
  );
}
