// Statements of the maintenance services.
import type { Sql } from "#db/client.ts";
import { smsKeptDays } from "#lib/sms/sms-message.ts";

export async function ensurePartitions(sql: Sql, weeksAhead: number): Promise<void> {
  await sql`select ensure_partitions(${weeksAhead}::int)`;
}

/** Removes dedupe keys past their 24 hours; resolves with how many. */
export async function pruneEventKeys(sql: Sql, limit: number): Promise<number> {
  const removed = await sql`
    delete from event_keys where (tenant_id, source, external_id) in (
      select tenant_id, source, external_id from event_keys where expires_at <= now() limit ${limit}
      for update skip locked)`;
  return removed.count;
}

/** Removes text messages of more than 30 days ago, by their ids, which begin with the time; resolves with how many. */
export async function pruneSms(sql: Sql, limit: number): Promise<number> {
  const removed = await sql`
    delete from sms_outbox where id in (
      select id from sms_outbox where id < uuid_at(now() - make_interval(days => ${smsKeptDays}))
      order by id limit ${limit} for update skip locked)`;
  return removed.count;
}

export type QueueSize = { state: string; count: number };

/** Unfinished deliveries by state. */
export async function countDeliveries(sql: Sql): Promise<QueueSize[]> {
  return await sql<
    QueueSize[]
  >`select state, count(*)::int as count from deliveries group by state`;
}

/** Seconds since the oldest claimable delivery became due; 0 when nothing waits. */
export async function oldestDueSeconds(sql: Sql): Promise<number> {
  const [row] = await sql<{ seconds: number }[]>`
    select coalesce(greatest(0, extract(epoch from now() - min(due_at))), 0)::float8 as seconds
    from deliveries where state in ('ready', 'scheduled')`;
  return row?.seconds ?? 0;
}

export async function countOpenLetters(sql: Sql): Promise<number> {
  const [row] = await sql<
    { count: number }[]
  >`select count(*)::int as count from dead_letters where state = 'open'`;
  return row?.count ?? 0;
}
