// The newest events of a type or pattern, for trying filters on: their ids from one index, then their payloads by id.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { patternMatches } from "#lib/events/event-type.ts";
import type { FilterEnvelope } from "#lib/filters/filter-envelope.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { listEventTypeNames } from "./event-types.ts";
import { isoTime } from "./written-sql.ts";

/** What a filter reads of an event. */
export type FilteredEvent = { id: string; envelope: FilterEnvelope; data: string };

type NewestIds = {
  ids: string[];
  /** The pattern covers more types than were looked at. */
  isCut: boolean;
};

/** Of the tenant's types: those behind them by name are not looked at. */
const mostNames = 1_000;
/** Entries of the index that are read for one pattern, in all its types together. */
const mostEntries = 100_000;
const mostTypes = 200;

/** Newest first, at most `most`. */
export async function newestEventIds(
  tx: Tx,
  actor: Actor,
  { pattern, most }: { pattern: string; most: number },
): Promise<NewestIds> {
  if (pattern.endsWith(".*")) return idsOfTypes(tx, actor, { pattern, most });
  // As `type = …` order by id alone, the planner may walk all tenants' events by their ids.
  const newest =
    pattern === "*"
      ? sql`order by id desc`
      : sql`and type between ${pattern} and ${pattern} order by type desc, id desc`;
  const rows = await tx.execute<{ id: string }>(sql`
    select id from events where tenant_id = ${actor.tenantId} ${newest} limit ${most}`);
  return { ids: rows.map(({ id }) => id), isCut: false };
}

/** Each type has its own piece of the index: the newest of all are among the newest of each. */
async function idsOfTypes(
  tx: Tx,
  actor: Actor,
  { pattern, most }: { pattern: string; most: number },
): Promise<NewestIds> {
  const known = await listEventTypeNames(tx, actor, mostNames);
  const covered = known.filter((type) => patternMatches(pattern, type));
  const types = covered.slice(0, Math.min(mostTypes, Math.floor(mostEntries / Math.max(1, most))));
  const rows = await tx.execute<{ id: string }>(sql`
    select e.id from unnest(${sql.param(types)}::text[]) as t (type)
    cross join lateral (
      select id from events where tenant_id = ${actor.tenantId} and type between t.type and t.type
      order by type desc, id desc limit ${most}
    ) e
    order by e.id desc limit ${most}`);
  const isCut = covered.length > types.length || known.length === mostNames;
  return { ids: rows.map(({ id }) => id), isCut };
}

type Row = Omit<FilterEnvelope, "replay"> & { id: string; isReplay: boolean; data: string };

/** Reads them piece by piece, in the order of `ids` (newest first). */
export function readerOf(tx: Tx, actor: Actor, ids: readonly string[]) {
  let next = 0;
  return (limit: number): Promise<FilteredEvent[]> => {
    const piece = ids.slice(next, next + limit);
    next += limit;
    return readFilteredEvents(tx, actor, piece);
  };
}

async function readFilteredEvents(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<FilteredEvent[]> {
  if (ids.length === 0) return [];
  const rows = await tx.execute<Row>(sql`
    select id, type, source, subject, ${isoTime(sql`"time"`)} as "time", hop, replay_of is not null as "isReplay", data
    from events where tenant_id = ${actor.tenantId} and id = any(${sql.param(ids)}::uuid[]) order by id desc`);
  return rows.map(({ id, isReplay, data, ...envelope }) => ({
    id,
    data,
    envelope: { ...envelope, replay: isReplay },
  }));
}
