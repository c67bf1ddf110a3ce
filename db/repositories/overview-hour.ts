// The last hour minute by minute: what came in and what became of the runs. Newest first up to a bound; the minutes
// that a bounded look did not reach are unknown, not empty.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Counted, Runs } from "#lib/overview/overview.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

export type Look = {
  /** The database's clock, ISO 8601. */
  at: string;
  bound: number;
};

type EventMinute = { at: string; events: number | null };
type RunMinute = { succeeded: number | null; failed: number | null };

const minuteMs = 60_000;
const minutesShown = 60;

/** Rows of the last hour: ids are in the order of time. */
export const inLastHour = (id: SQL) => sql`${id} >= uuid_at(now() - interval '1 hour')`;

export async function readEventMinutes(
  tx: Tx,
  actor: Actor,
  { at, bound }: Look,
): Promise<{ total: Counted; minutes: EventMinute[] }> {
  const rows = await tx.execute<{ minute: number; events: number }>(sql`
    select ${minuteOf(sql`e.id`)} as minute, count(*)::int as events from (
      select id from events where tenant_id = ${actor.tenantId} and ${inLastHour(sql`id`)}
      order by id desc limit ${bound + 1}) e
    group by 1`);
  const byMinute = new Map(rows.map((row) => [row.minute, row]));
  const count = sum(rows.map((row) => row.events));
  const isKnown = knownMinutes([...byMinute.keys()], count > bound);
  return {
    total: { count: Math.min(count, bound), capped: count > bound },
    minutes: shownMinutes(at).map((minute) => ({
      at: new Date(minute).toISOString(),
      events: isKnown(minute) ? (byMinute.get(minute)?.events ?? 0) : null,
    })),
  };
}

type RunRow = { minute: number; succeeded: number; failed: number };

/** Neither test runs nor cancelled ones: they say nothing about how the tenant's scripts are. */
export const countedRuns = sql`e.trigger <> 'test' and e.status <> 'cancelled'`;

export async function readRunMinutes(
  tx: Tx,
  actor: Actor,
  { at, bound }: Look,
): Promise<{ total: Runs; minutes: RunMinute[] }> {
  const [row] = await tx.execute<{ rows: RunRow[] | null; p95: number | null }>(sql`
    with newest as materialized (
      select e.id, e.status = 'succeeded' as is_good, e.duration_ms from executions e
      where e.tenant_id = ${actor.tenantId} and ${inLastHour(sql`e.id`)} and ${countedRuns}
      order by e.id desc limit ${bound + 1}
    ), minutes as (
      select ${minuteOf(sql`n.id`)} as minute,
        count(*) filter (where is_good) as succeeded, count(*) filter (where not is_good) as failed
      from newest n group by 1
    )
    select (select jsonb_agg(m) from minutes m) as rows,
      (select percentile_disc(0.95) within group (order by duration_ms) from newest) as p95`);
  const rows = row?.rows ?? [];
  const byMinute = new Map(rows.map((minute) => [minute.minute, minute]));
  const succeeded = sum(rows.map((minute) => minute.succeeded));
  const failed = sum(rows.map((minute) => minute.failed));
  const capped = succeeded + failed > bound;
  const isKnown = knownMinutes([...byMinute.keys()], capped);
  return {
    total: { succeeded, failed, capped, p95Ms: row?.p95 ?? null },
    minutes: shownMinutes(at).map((minute) =>
      isKnown(minute)
        ? (byMinute.get(minute) ?? { succeeded: 0, failed: 0 })
        : { succeeded: null, failed: null },
    ),
  };
}

/** The minute of a UUIDv7 as milliseconds since 1970: its first 48 bits are its time. */
function minuteOf(id: SQL): SQL {
  const ms = sql`('x' || translate(left(${id}::text, 13), '-', ''))::bit(48)::bigint`;
  return sql`((${ms} / ${sql.raw(String(minuteMs))}) * ${sql.raw(String(minuteMs))})::float8`;
}

/** A look that was cut off has seen only a part of the oldest minute it reached. */
function knownMinutes(seen: readonly number[], capped: boolean): (minute: number) => boolean {
  const oldest = Math.min(...seen);
  return (minute) => !capped || minute > oldest;
}

/** Oldest first; the last one has only begun. */
function shownMinutes(at: string): number[] {
  const last = Math.floor(Date.parse(at) / minuteMs) * minuteMs;
  return Array.from({ length: minutesShown }, (_, n) => last - (minutesShown - 1 - n) * minuteMs);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
