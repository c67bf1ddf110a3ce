// What scripts have been doing lately. Every read looks at a bounded number of rows of an index, however much ran.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import {
  countedDependents,
  countedRuns,
  type LastRun,
  recentRuns,
  type ScriptActivity,
  type ScriptDependents,
  type ScriptOverview,
  type VersionRuns,
} from "#lib/scripts/script-activity.ts";
import type { ScriptFilter } from "#lib/scripts/script-filter.ts";
import type { Script } from "#lib/scripts/script-schema.ts";
import type { Page } from "#lib/shared/paging.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { runningExecutions } from "./running-executions.ts";
import { listScripts, listScriptsById } from "./scripts.ts";
import { isoTime } from "./written-sql.ts";

const mostWaitingLooked = 10_000;

type ActivityRow = {
  scriptId: string;
  last: LastRun | null;
  runs: number;
  succeeded: number;
  p95Ms: number | null;
  active: number;
  all: number;
};

/** Newest first, each with what it did lately. */
export async function listScriptRows(
  tx: Tx,
  actor: Actor,
  { q, ...asked }: ScriptFilter,
): Promise<Page<ScriptOverview>> {
  const page = await listScripts(tx, actor, { ...asked, name: q });
  return { ...page, items: await withActivity(tx, actor, page.items) };
}

/** Newest first, as they are now; without those that are deleted or another tenant's. */
export async function readScriptRows(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<ScriptOverview[]> {
  return withActivity(tx, actor, await listScriptsById(tx, actor, ids));
}

async function withActivity(
  tx: Tx,
  actor: Actor,
  scripts: readonly Script[],
): Promise<ScriptOverview[]> {
  const ids = scripts.map((script) => script.id);
  const read = await readScriptActivity(tx, actor, ids);
  const known = new Map(read.map((activity) => [activity.scriptId, activity]));
  return scripts.flatMap((script) => {
    const activity = known.get(script.id);
    return activity ? [{ ...script, activity }] : [];
  });
}

/** Test runs say nothing of how a script does. */
const isCounted = sql`e.status <> 'cancelled' and e.trigger <> 'test'`;

const lastRun = sql`
  jsonb_build_object('executionId', e.id, 'status', e.status, 'startedAt', ${isoTime(sql`e.started_at`)})`;

/** In no order; without those that are deleted or another tenant's. */
export async function readScriptActivity(
  tx: Tx,
  actor: Actor,
  scriptIds: readonly string[],
): Promise<ScriptActivity[]> {
  if (scriptIds.length === 0) return [];
  const rows = await tx.execute<ActivityRow>(sql`
    select s.id as "scriptId", coalesce(now_running.last, recent.last) as last, recent.runs, recent.succeeded,
      recent.p95 as "p95Ms", subscribed.active, subscribed.all
    from scripts s
    cross join lateral (
      select count(*)::int as runs, count(*) filter (where e.status = 'succeeded')::int as succeeded,
        percentile_disc(0.95) within group (order by e.duration_ms) as p95,
        (array_agg(${lastRun} order by e.id desc))[1] as last
      from (
        select id, status, trigger, started_at, duration_ms from executions
        where tenant_id = s.tenant_id and script_id = s.id order by id desc limit ${recentRuns}) e
      where ${isCounted}) recent
    left join lateral (
      select ${lastRun} as last from ${runningExecutions(actor)} e
      where e.script_id = s.id order by e.id desc limit 1) now_running on true
    cross join lateral (
      select count(*)::int as "all", count(*) filter (where u.active)::int as active
      from subscriptions u where u.tenant_id = s.tenant_id and u.script_id = s.id) subscribed
    where s.tenant_id = ${actor.tenantId} and s.deleted_at is null and s.id = any(${sql.param(scriptIds)}::uuid[])`);
  return rows.map(({ last, active, all, ...row }) => ({
    ...row,
    lastRun: last,
    subscriptions: { active, all },
  }));
}

/**
 * Queued deliveries and open letters are counted up to one more than `countedDependents`. Those of an event's later
 * priorities are in no index by script: they are sought among the oldest 10,000 that wait so.
 */
export async function readScriptDependents(
  tx: Tx,
  actor: Actor,
  scriptId: string,
): Promise<ScriptDependents> {
  const enough = countedDependents + 1;
  const [row] = await tx.execute<Record<"active" | "all" | "queued" | "openLetters", number>>(sql`
    select
      (select count(*)::int from (
        (select from subscriptions u cross join lateral (
          select from deliveries d where d.tenant_id = u.tenant_id and d.subscription_id = u.id
            and d.state in ('ready', 'scheduled') limit ${enough}) d
        where u.tenant_id = ${actor.tenantId} and u.script_id = ${scriptId} limit ${enough})
        union all
        (select from (
          select d.script_id from deliveries d where d.tenant_id = ${actor.tenantId} and d.state = 'waiting'
          order by d.event_id limit ${mostWaitingLooked}) w
        where w.script_id = ${scriptId})
        limit ${enough}) d) as queued,
      (select count(*)::int from (
        select from dead_letters where tenant_id = ${actor.tenantId} and script_id = ${scriptId} and state = 'open'
        limit ${enough}) l) as "openLetters",
      count(*)::int as "all", count(*) filter (where active)::int as active
    from subscriptions where tenant_id = ${actor.tenantId} and script_id = ${scriptId}`);
  const { active = 0, all = 0, queued = 0, openLetters = 0 } = row ?? {};
  return { subscriptions: { active, all }, queued, openLetters };
}

/** Which versions ran lately, newest first. */
export async function readVersionRuns(
  tx: Tx,
  actor: Actor,
  scriptId: string,
): Promise<VersionRuns[]> {
  const rows = await tx.execute<VersionRuns>(sql`
    select e.version, count(*)::int as runs, count(*) filter (where e.status = 'succeeded')::int as succeeded
    from (
      select version, status, trigger from executions
      where tenant_id = ${actor.tenantId} and script_id = ${scriptId} order by id desc limit ${countedRuns}) e
    where ${isCounted} group by e.version order by e.version desc`);
  return [...rows];
}
