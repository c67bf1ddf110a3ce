// Events listed, or found by a filter expression: then the newest 10,000 of the range are looked through, for a
// second at most (decision 44).
import type { Tx } from "#db/client.ts";
import type { EventQuery } from "#lib/events/event-view.ts";
import { type CompiledFilter, compileExpression } from "#lib/filters/compile-filter.ts";
import { failFilter } from "#lib/filters/fail-filter.ts";
import { toFilterEnvelope } from "#lib/filters/to-filter-envelope.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { encodeCursor, type Page, toPage } from "#lib/shared/paging.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { type EventRow, readEvents, toEvent } from "./events-read.ts";
import { inLookOf, looksAtATime, lookThrough } from "./look-through.ts";

type FoundEvents = Page<unknown> & { partial?: boolean };

/** `lastLooked`: the search was cut off behind this event, before the range ended. */
type SearchedEvents = Page<EventRow> & { lastLooked: string | null };

const maxSearched = 10_000;
const maxMs = 1_000;

export async function findEvents(
  tx: Tx,
  actor: Actor,
  query: EventQuery,
): Promise<Result<FoundEvents>> {
  if (query.q === undefined) {
    const rows = await readEvents(tx, actor, { ...query, limit: query.limit + 1 });
    return succeed(toPage(rows, query, { key: (row) => row.id, item: toEvent }));
  }
  const search = await searchEvents(tx, actor, { ...query, q: query.q });
  if (!search.ok) return search;
  const { items, nextCursor, lastLooked } = search.value;
  return succeed({ items: items.map(toEvent), nextCursor, partial: lastLooked !== null });
}

/** When the search was cut off (after `withinMs`), `nextCursor` goes on where it stopped. */
export async function searchEvents(
  tx: Tx,
  actor: Actor,
  query: EventQuery & { q: string },
  { withinMs = maxMs } = {},
): Promise<Result<SearchedEvents>> {
  const compiled = compileExpression(query.q);
  if (!compiled.ok) return failFilter("q", compiled.error);
  const look = () => collect(tx, actor, { query, filter: compiled.filter, withinMs });
  const search = await inLookOf(actor.tenantId, look);
  if (search === undefined) return tooMany;
  const page = toPage(search.found, query, { key: (row) => row.id, item: (row) => row });
  const lastLooked = search.found.length <= query.limit ? search.lastId : null;
  const nextCursor = lastLooked === null ? page.nextCursor : encodeCursor(lastLooked);
  return succeed({ ...page, nextCursor, lastLooked });
}

const tooMany = fail(
  "rate_limited",
  `${looksAtATime} searches of this tenant are running. Try again in a moment.`,
  { retryAfterSeconds: 1 },
);

type Search = {
  found: EventRow[];
  /** Where the search was cut off; null when it came to an end or found enough. */
  lastId: string | null;
};

async function collect(
  tx: Tx,
  actor: Actor,
  { query, filter, withinMs }: { query: EventQuery; filter: CompiledFilter; withinMs: number },
): Promise<Search> {
  const found: EventRow[] = [];
  let cursor = query.cursor;
  const read = (limit: number) => readEvents(tx, actor, { ...query, cursor, limit });
  const { isCut } = await lookThrough(read, { most: maxSearched, maxMs: withinMs }, (row) => {
    cursor = row.id;
    if (filter.matches(JSON.parse(row.data), toFilterEnvelope(row))) found.push(row);
    return found.length > query.limit ? "enough" : "more";
  });
  return { found, lastId: isCut ? (cursor ?? null) : null };
}
