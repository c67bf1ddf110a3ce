// Events listed, or found by a filter expression: then the newest 10,000 of the range are looked through, for a
// second at most (decision 44).
import type { Tx } from "#db/client.ts";
import type { EventQuery } from "#lib/events/event-view.ts";
import { type CompiledFilter, compileExpression } from "#lib/filters/compile-filter.ts";
import { toFilterEnvelope } from "#lib/filters/to-filter-envelope.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { encodeCursor, type Page, toPage } from "#lib/shared/paging.ts";
import { failField } from "#lib/shared/parse-input.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { type EventRow, readEvents, toEvent } from "./events-read.ts";

type FoundEvents = Page<unknown> & { partial?: boolean };

/** `lastLooked`: the search was cut off behind this event, before the range ended. */
type SearchedEvents = Page<EventRow> & { lastLooked: string | null };

const maxSearched = 10_000;
const maxMs = 1_000;
/** Payloads are large or small: so many bytes are read at a time, and then the process does other work for a moment. */
const bytesAtATime = 2 * 1024 * 1024;
const firstChunk = 16;
const largestChunk = 500;
/** Of one tenant in this process: each may hold a connection for a second. */
const searchesAtATime = 2;

const running = new Map<string, number>();

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
  if (!compiled.ok) {
    const { message, hint, line, column } = compiled.error;
    return failField("q", hint ? `${message}. ${hint}` : message, { line, column });
  }
  const { tenantId } = actor;
  const others = running.get(tenantId) ?? 0;
  if (others >= searchesAtATime) return tooMany;
  running.set(tenantId, others + 1);
  const search = await collect(tx, actor, { query, filter: compiled.filter, withinMs }).finally(
    () => forget(tenantId),
  );
  const page = toPage(search.found, query, { key: (row) => row.id, item: (row) => row });
  const lastLooked = search.found.length <= query.limit ? search.lastId : null;
  const nextCursor = lastLooked === null ? page.nextCursor : encodeCursor(lastLooked);
  return succeed({ ...page, nextCursor, lastLooked });
}

const tooMany = fail(
  "rate_limited",
  `${searchesAtATime} searches of this tenant are running. Try again in a moment.`,
  { retryAfterSeconds: 1 },
);

function forget(tenantId: string): void {
  const left = (running.get(tenantId) ?? 1) - 1;
  if (left === 0) running.delete(tenantId);
  else running.set(tenantId, left);
}

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
  const endsAt = performance.now() + withinMs;
  const found: EventRow[] = [];
  let cursor = query.cursor;
  let limit = firstChunk;
  for (let searched = 0; searched < maxSearched; ) {
    const rows = await readEvents(tx, actor, { ...query, cursor, limit });
    for (const row of rows) {
      if (filter.matches(JSON.parse(row.data), toFilterEnvelope(row))) found.push(row);
      cursor = row.id;
      searched += 1;
      if (found.length > query.limit) return { found, lastId: null };
      if (performance.now() > endsAt) return { found, lastId: cursor };
    }
    if (rows.length < limit) return { found, lastId: null };
    limit = Math.min(chunkAfter(rows), maxSearched - searched);
    await new Promise(setImmediate);
  }
  return { found, lastId: cursor ?? null };
}

/** How many rows like these make the bytes of one look. */
function chunkAfter(rows: readonly EventRow[]): number {
  const bytes = rows.reduce((sum, { data }) => sum + data.length, 0);
  const fitting = Math.floor((bytesAtATime * rows.length) / Math.max(1, bytes));
  return Math.max(1, Math.min(largestChunk, fitting));
}
