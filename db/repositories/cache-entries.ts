// Values of sdk.cache in the database: one row each, dead when its time is over, by the database's clock.
import type { Sql } from "#db/client.ts";
import type { CacheKey } from "#lib/cache/cache-store.ts";

export type CacheEntry = CacheKey & { json: string; bytes: number; ttlMs: number };
export type CacheNumber = CacheKey & { by: number; bytes: number; ttlMs: number };

export async function readCacheEntry(
  sql: Sql,
  { tenantId, key }: CacheKey,
): Promise<string | null> {
  const [row] = await sql<{ value: string }[]>`
    select value from cache_entries where tenant_id = ${tenantId} and key = ${key} and expires_at > now()`;
  return row?.value ?? null;
}

/** Resolves with the bytes of the living entry that it replaced, as they were when it began. */
export async function writeCacheEntry(sql: Sql, entry: CacheEntry): Promise<number> {
  const [row] = await sql<{ freed: number }[]>`
    with replaced as (${livingBytes(sql, entry)})
    insert into cache_entries (tenant_id, key, value, bytes, expires_at)
    values (${entry.tenantId}, ${entry.key}, ${entry.json}::text::json, ${entry.bytes}, ${endOf(sql, entry)})
    on conflict (tenant_id, key) do update
    set value = excluded.value, bytes = excluded.bytes, expires_at = excluded.expires_at
    returning coalesce((select bytes from replaced), 0) as freed`;
  return row?.freed ?? 0;
}

/** Resolves with the bytes of the living entry that is gone; null when there was none. */
export async function deleteCacheEntry(
  sql: Sql,
  { tenantId, key }: CacheKey,
): Promise<number | null> {
  const [row] = await sql<{ freed: number | null }[]>`
    delete from cache_entries where tenant_id = ${tenantId} and key = ${key}
    returning case when expires_at > now() then bytes end as freed`;
  return row?.freed ?? null;
}

/** Null when what is there is no integer, or would become too large: then nothing is changed. */
export async function addToCacheEntry(
  sql: Sql,
  number: CacheNumber,
): Promise<{ value: number; freed: number } | null> {
  const { tenantId, key, by, bytes } = number;
  const [row] = await sql<{ value: string; freed: number }[]>`
    with replaced as (${livingBytes(sql, number)})
    insert into cache_entries as c (tenant_id, key, value, bytes, expires_at)
    values (${tenantId}, ${key}, ${String(by)}::text::json, ${bytes}, ${endOf(sql, number)})
    on conflict (tenant_id, key) do update set
      value = case when c.expires_at > now() then to_json(${sumOf(sql, by)}) else excluded.value end,
      bytes = excluded.bytes,
      expires_at = case when c.expires_at > now() then c.expires_at else excluded.expires_at end
    where c.expires_at <= now() or abs(${sumOf(sql, by)}) <= ${largest}::text::numeric
    returning value, coalesce((select bytes from replaced), 0) as freed`;
  return row ? { value: Number(row.value), freed: row.freed } : null;
}

/** Bytes of a tenant's entries whose time is not over. */
export async function countCacheBytes(sql: Sql, tenantId: string): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    select coalesce(sum(bytes), 0)::float8 as bytes from cache_entries
    where tenant_id = ${tenantId} and expires_at > now()`;
  return row?.bytes ?? 0;
}

/** What a living entry takes; 0 when there is none. */
export async function readCacheEntryBytes(sql: Sql, at: CacheKey): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`${livingBytes(sql, at)}`;
  return row?.bytes ?? 0;
}

/** Removes entries whose time is over; resolves with how many. */
export async function pruneCacheEntries(sql: Sql, limit: number): Promise<number> {
  const removed = await sql`
    delete from cache_entries where (tenant_id, key) in (
      select tenant_id, key from cache_entries where expires_at <= now()
      order by expires_at limit ${limit} for update skip locked)`;
  return removed.count;
}

const largest = String(Number.MAX_SAFE_INTEGER);

function livingBytes(sql: Sql, { tenantId, key }: CacheKey) {
  return sql`
    select bytes from cache_entries where tenant_id = ${tenantId} and key = ${key} and expires_at > now()`;
}

function endOf(sql: Sql, { ttlMs }: { ttlMs: number }) {
  return sql`now() + make_interval(secs => ${ttlMs / 1_000})`;
}

/** Null when the value is no integer. A case is the only thing that keeps Postgres from casting what is none. */
function sumOf(sql: Sql, by: number) {
  return sql`case when c.value::text ~ '^-?[0-9]{1,32}$' then c.value::text::numeric + ${String(by)}::text::numeric end`;
}
