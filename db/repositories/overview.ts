// The overview of a tenant: its last hour and what waits now. Every look is bounded and follows an index.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Counted, Overview } from "#lib/overview/overview.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { leaseSeconds } from "./leases.ts";
import { groupLetters } from "./listed-letters.ts";
import { readFailingScripts } from "./overview-failing.ts";
import { readEventMinutes, readRunMinutes } from "./overview-hour.ts";
import { readQueue, readUnrouted } from "./overview-queue.ts";
import { isoTime } from "./written-sql.ts";

/** No count goes beyond it. */
const countBound = 100_000;
const shownGroups = 5;

/** `bound` is how many rows each count may look at. */
export async function readOverview(tx: Tx, actor: Actor, bound = countBound): Promise<Overview> {
  const { at, workers } = await readClock(tx);
  const events = await readEventMinutes(tx, actor, { at, bound });
  const runs = await readRunMinutes(tx, actor, { at, bound });
  const groups = await groupLetters(tx, actor, {}, { order: "largest", most: shownGroups });
  return {
    at,
    events: events.total,
    runs: runs.total,
    queue: await readQueue(tx, actor, bound),
    unrouted: await readUnrouted(tx, actor, bound),
    openLetters: await countOpenLetters(tx, actor, bound),
    workers,
    failingScripts: await readFailingScripts(tx, actor, bound),
    openGroups: groups.items,
    minutes: events.minutes.map((minute, index) => ({
      ...minute,
      ...(runs.minutes[index] ?? { succeeded: null, failed: null }),
    })),
  };
}

export async function countOpenLetters(tx: Tx, actor: Actor, bound = countBound): Promise<Counted> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select from dead_letters where tenant_id = ${actor.tenantId} and state = 'open' limit ${bound + 1}) l`);
  const count = row?.count ?? 0;
  return { count: Math.min(count, bound), capped: count > bound };
}

async function readClock(tx: Tx): Promise<{ at: string; workers: number }> {
  const [row] = await tx.execute<{ at: string; workers: number }>(sql`
    select ${isoTime(sql`now()`)} as at, (
      select count(*)::int from workers
      where heartbeat_at > now() - make_interval(secs => ${leaseSeconds})) as workers`);
  if (!row) throw new Error("the database told no time");
  return row;
}
