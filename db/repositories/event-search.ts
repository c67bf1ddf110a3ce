// Events listed, or found by a filter expression: then the newest 10,000 of the range are looked through, for a
// second at most (decision 44).
import type { Tx } from "#db/client.ts";
import type { EventQuery } from "#lib/events/event-view.ts";
import { type CompiledFilter, compileFilter } from "#lib/filters/compile-filter.ts";
import { toFilterEnvelope } from "#lib/filters/to-filter-envelope.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import { type Page, toPage } from "#lib/shared/paging.ts";
import { failField } from "#lib/shared/parse-input.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { type EventRow, readEvents, toEvent } from "./events-read.ts";

type FoundEvents = Page<unknown> & { partial?: boolean };

const maxSearched = 10_000;
const maxMs = 1_000;
const chunk = 500;

export async function findEvents(
  tx: Tx,
  actor: Actor,
  query: EventQuery,
): Promise<Result<FoundEvents>> {
  if (query.q !== undefined) return searchEvents(tx, actor, { ...query, q: query.q });
  const rows = await readEvents(tx, actor, { ...query, limit: query.limit + 1 });
  return succeed(toPage(rows, query, { key: (row) => row.id, item: toEvent }));
}

/** `partial` when the search ended before the range did; `nextCursor` then goes on where it stopped. */
async function searchEvents(
  tx: Tx,
  actor: Actor,
  query: EventQuery & { q: string },
): Promise<Result<FoundEvents>> {
  const compiled = compileFilter(query.q);
  if (!compiled.ok) {
    const { message, line, column } = compiled.error;
    return failField("q", message, { line, column });
  }
  const search = await collect(tx, actor, { query, filter: compiled.filter });
  const page = toPage(search.found, query, { key: (row) => row.id, item: toEvent });
  const cut = search.found.length <= query.limit && search.lastId !== null;
  const nextCursor = cut ? Buffer.from(search.lastId ?? "").toString("base64url") : page.nextCursor;
  return succeed({ ...page, nextCursor, partial: cut });
}

type Search = {
  found: EventRow[];
  /** Where the search was cut off; null when it came to an end or found enough. */
  lastId: string | null;
};

async function collect(
  tx: Tx,
  actor: Actor,
  { query, filter }: { query: EventQuery; filter: CompiledFilter },
): Promise<Search> {
  const endsAt = performance.now() + maxMs;
  const found: EventRow[] = [];
  let cursor = query.cursor;
  for (let searched = 0; searched < maxSearched; searched += chunk) {
    const rows = await readEvents(tx, actor, { ...query, cursor, limit: chunk });
    found.push(
      ...rows.filter((row) => filter.matches(JSON.parse(row.data), toFilterEnvelope(row))),
    );
    if (found.length > query.limit || rows.length < chunk) return { found, lastId: null };
    cursor = rows.at(-1)?.id;
    if (performance.now() > endsAt) break;
  }
  return { found, lastId: cursor ?? null };
}
