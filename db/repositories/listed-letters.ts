// Dead letters as the console shows them: groups of what went wrong, and rows with the names of their scripts.
// Which index a filter walks stands in letter-look.ts; groups are made of the newest 20,000 letters it gives.
import { sql } from "drizzle-orm";
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
import { lookInSteps, lookOnce, withEnd } from "./bounded-look.ts";
import { besideIndex, isAnsweredByOneIndex, lookAtLetters } from "./letter-look.ts";
import { isoTime, scriptNamed } from "./written-sql.ts";

const mostGrouped = 20_000;
const mostGroups = 50;
const orders = { newest: sql`sample_id desc`, largest: sql`count desc, sample_id desc` };

/** Newest first. */
export async function listLetterRows(
  tx: Tx,
  actor: Actor,
  filter: LetterFilter,
): Promise<LetterListPage> {
  const most = filter.limit + 1;
  const found = await lookInSteps({ enough: most, isExact: isAnsweredByOneIndex(filter) }, (rows) =>
    lookOnce(tx, {
      looked: lookAtLetters(actor, filter, rows),
      matching: sql`select id from looked where ${besideIndex(filter)} order by id desc limit ${most}`,
      last: sql`select id from looked order by id limit 1`,
    }),
  );
  const rows = await readLetterRows(tx, actor, found.ids);
  return withEnd(toPage(rows, filter, { key: (row) => row.id, item: (row) => row }), found);
}

/** Newest first, in whatever state they are now; without another tenant's. */
export async function readLetterRows(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<ListedLetter[]> {
  if (ids.length === 0) return [];
  const rows = await tx.execute<ListedLetter>(sql`
    select l.id, l.state, l.script_id as "scriptId", ${scriptNamed}, l.version, l.event_type as "eventType",
      l.attempts, l.fingerprint, ${cutError}, ${replayable},
      ${isoTime(sql`l.created_at`)} as "createdAt", ${isoTime(sql`l.updated_at`)} as "updatedAt"
    from dead_letters l
    left join scripts s on s.tenant_id = ${actor.tenantId} and s.id = l.script_id
    where l.tenant_id = ${actor.tenantId} and l.id = any(${sql.param(ids)}::uuid[])
    order by l.id desc`);
  return [...rows];
}

/** Open ones where no state is asked for; the newest group first, or the largest. */
export async function groupLetters(
  tx: Tx,
  actor: Actor,
  filter: Omit<LetterFilter, "limit" | "cursor">,
  { order = "newest", most = mostGroups }: { order?: keyof typeof orders; most?: number } = {},
): Promise<LetterGroups> {
  const rows = await tx.execute<ListedGroup & { looked: number }>(sql`
    with looked as materialized (${lookAtLetters(actor, filter, mostGrouped + 1)}),
    groups as (
      select fingerprint, script_id, count(*)::int as count, min(created_at) as first_seen, max(created_at) as last_seen,
        (array_agg(id order by id desc))[1] as sample_id
      from looked where ${besideIndex(filter)}
      group by fingerprint, script_id order by ${orders[order]} limit ${most + 1})
    select concat(g.fingerprint, ':', g.script_id) as id, g.fingerprint, g.script_id as "scriptId", ${scriptNamed}, g.count, g.sample_id as "sampleId",
      ${isoTime(sql`g.first_seen`)} as "firstSeenAt", ${isoTime(sql`g.last_seen`)} as "lastSeenAt", ${cutError}, n.looked
    from (select count(*)::int as looked from looked) n
    left join groups g on true
    left join dead_letters l on l.tenant_id = ${actor.tenantId} and l.id = g.sample_id
    left join scripts s on s.tenant_id = ${actor.tenantId} and s.id = g.script_id
    order by ${orders[order]}`);
  const capped = (rows[0]?.looked ?? 0) > mostGrouped;
  const groups = rows.filter((row) => row.sampleId !== null);
  const items = groups.slice(0, most).map(({ looked: _, ...group }) => group);
  return { items, nextCursor: null, more: groups.length > most, capped };
}

/** Of letter `l` and script `s`. */
export const replayable = sql`(s.id is not null and s.deleted_at is null and exists (
  select from subscriptions u where u.tenant_id = l.tenant_id and u.id = l.subscription_id)) as replayable`;

const cutError = sql`jsonb_build_object(
  'name', left(l.error ->> 'name', 100), 'message', left(l.error ->> 'message', 300)) as error`;
