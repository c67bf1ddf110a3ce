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

/** Neither test runs nor cancelled ones: they say nothing about how the tenant's scripts are. */
export const countedRuns = sql`e.trigger <> 'test' and e.status <> 'cancelled'`;

/** Each minute is a range of ids, so that nothing but the index is read. */
export async function readEventMinutes(
  tx: Tx,
  actor: Actor,
  { at, bound }: Look,
): Promise<{ total: Counted; minutes: EventMinute[] }> {
  const rows = await tx.execute<{ minute: number; events: number; isKnown: boolean }>(sql`
    with span as materialized (
      select coalesce((
        select id from events where tenant_id = ${actor.tenantId} and ${inLastHour(sql`id`)}
        order by id desc offset ${bound} limit 1), uuid_at(now() - interval '1 hour')) as first_id
    )
    select (extract(epoch from m.start) * 1000)::float8 as minute,
      s.first_id <= uuid_at(m.start) as "isKnown",
      (select count(*)::int from events e where e.tenant_id = ${actor.tenantId}
        and e.id >= greatest(uuid_at(m.start), s.first_id) and e.id < uuid_at(m.start + interval '1 minute')) as events
    from span s cross join generate_series(
      date_trunc('minute', now() - interval '1 hour'), now(), interval '1 minute') as m (start)`);
  const byMinute = new Map(rows.map((row) => [row.minute, row]));
  const count = sum(rows.map((row) => row.events));
  return {
    total: { count: Math.min(count, bound), capped: count > bound },
    minutes: shownMinutes(at).map((minute) => {
      const row = byMinute.get(minute);
      return { at: new Date(minute).toISOString(), events: row?.isKnown ? row.events : null };
    }),
  };
}

type RunRow = { minute: number; succeeded: number; failed: number };

export async function readRunMinutes(
  tx: Tx,
  actor: Actor,
  { at, bound }: Look,
): Promise<{ total: Runs; minutes: RunMinute[] }> {
  const [row] = await tx.execute<{ rows: RunRow[] | null; p95: number | null }>(sql`
    with newest as materialized (
      select e.started_at, e.status = 'succeeded' as is_good, e.duration_ms from executions e
      where e.tenant_id = ${actor.tenantId} and ${inLastHour(sql`e.id`)} and ${countedRuns}
      order by e.id desc limit ${bound + 1}
    ), minutes as (
      select (extract(epoch from date_trunc('minute', started_at)) * 1000)::float8 as minute,
        count(*) filter (where is_good) as succeeded, count(*) filter (where not is_good) as failed
      from newest group by date_trunc('minute', started_at)
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
    minutes: shownMinutes(at).map((minute) => {
      if (!isKnown(minute)) return { succeeded: null, failed: null };
      const counted = byMinute.get(minute);
      return { succeeded: counted?.succeeded ?? 0, failed: counted?.failed ?? 0 };
    }),
  };
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
