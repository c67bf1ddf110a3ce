// Dead letters as the console shows them: groups of what went wrong, and rows with the names of their scripts.
// Open ones walk dead_letters_open, a group dead_letters_group, an event dead_letters_event, the rest
// dead_letters_tenant; groups are made of the newest 20,000 letters.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { LetterFilter } from "#lib/dead-letters/letter-filter.ts";
import type {
  LetterGroups,
  LetterListPage,
  ListedGroup,
  ListedLetter,
} from "#lib/dead-letters/listed-letter.ts";
import { toPage } from "#lib/shared/paging.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { isoTime, optionalFilters } from "./written-sql.ts";

const mostGrouped = 20_000;
const mostGroups = 50;

/** Newest first. */
export async function listLetterRows(
  tx: Tx,
  actor: Actor,
  filter: LetterFilter,
): Promise<LetterListPage> {
  const rows = await selectLetters(tx, actor, {
    where: sql`${matching(filter)} ${optionalFilters([[filter.cursor, (value) => sql`l.id < ${value}`]])}`,
    limit: filter.limit + 1,
  });
  return toPage(rows, filter, { key: (row) => row.id, item: (row) => row });
}

/** In whatever state they are now; without another tenant's. */
export function readLetterRows(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<ListedLetter[]> {
  const where = sql`and l.id = any(${sql.param(ids)}::uuid[])`;
  return ids.length === 0
    ? Promise.resolve([])
    : selectLetters(tx, actor, { where, limit: ids.length });
}

/** Newest group first. */
export async function groupLetters(
  tx: Tx,
  actor: Actor,
  filter: Omit<LetterFilter, "limit" | "cursor">,
): Promise<LetterGroups> {
  const rows = await tx.execute<ListedGroup & { letters: number }>(sql`
    with letters as materialized (
      select l.id, l.fingerprint, l.script_id, l.created_at from dead_letters l
      where l.tenant_id = ${actor.tenantId} ${matching(filter)}
      order by l.id desc limit ${mostGrouped + 1}),
    groups as (
      select fingerprint, script_id, count(*)::int as count, min(created_at) as first_seen, max(created_at) as last_seen,
        (array_agg(id order by id desc))[1] as sample_id
      from letters group by fingerprint, script_id order by sample_id desc limit ${mostGroups + 1})
    select concat(g.fingerprint, ':', g.script_id) as id, g.fingerprint, g.script_id as "scriptId", s.name as "scriptName", g.count, g.sample_id as "sampleId",
      ${isoTime(sql`g.first_seen`)} as "firstSeenAt", ${isoTime(sql`g.last_seen`)} as "lastSeenAt", ${cutError},
      (select count(*)::int from letters) as letters
    from groups g
    join dead_letters l on l.tenant_id = ${actor.tenantId} and l.id = g.sample_id
    left join scripts s on s.tenant_id = ${actor.tenantId} and s.id = g.script_id
    order by g.sample_id desc`);
  const items = rows.slice(0, mostGroups).map(({ letters: _, ...group }) => group);
  const capped = (rows[0]?.letters ?? 0) > mostGrouped;
  return { items, nextCursor: null, more: rows.length > mostGroups, capped };
}

async function selectLetters(
  tx: Tx,
  actor: Actor,
  { where, limit }: { where: SQL; limit: number },
): Promise<ListedLetter[]> {
  const rows = await tx.execute<ListedLetter>(sql`
    select l.id, l.state, l.script_id as "scriptId", s.name as "scriptName", l.version, l.event_type as "eventType",
      l.attempts, l.fingerprint, ${cutError}, ${replayable},
      ${isoTime(sql`l.created_at`)} as "createdAt", ${isoTime(sql`l.updated_at`)} as "updatedAt"
    from (
      select * from dead_letters l where l.tenant_id = ${actor.tenantId} ${where}
      order by l.id desc limit ${limit}) l
    left join scripts s on s.tenant_id = ${actor.tenantId} and s.id = l.script_id
    order by l.id desc`);
  return [...rows];
}

/** Of letter `l` and script `s`. */
export const replayable = sql`(s.id is not null and s.deleted_at is null and exists (
  select from subscriptions u where u.tenant_id = l.tenant_id and u.id = l.subscription_id)) as replayable`;

const cutError = sql`jsonb_build_object(
  'name', left(l.error ->> 'name', 100), 'message', left(l.error ->> 'message', 300)) as error`;

/** "open" in the words of the partial index, which a parameter cannot say. */
function matching({
  state = "open",
  scriptId,
  eventType,
  fingerprint,
  eventId,
}: Omit<LetterFilter, "limit" | "cursor">): SQL {
  const other = state === "open" || state === "all" ? undefined : state;
  return sql`${state === "open" ? sql`and l.state = 'open'` : sql``} ${optionalFilters([
    [other, (value) => sql`l.state = ${value}`],
    [scriptId, (value) => sql`l.script_id = ${value}`],
    [eventType, (value) => sql`l.event_type = ${value}`],
    [fingerprint, (value) => sql`l.fingerprint = ${value}`],
    [eventId, (value) => sql`l.event_id = ${value}`],
  ])}`;
}
