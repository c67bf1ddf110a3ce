// What waits: the tenant's deliveries in the buffer by state, oldest events first up to a bound, and events that no
// router has looked at yet.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Queue, Queued } from "#lib/overview/overview.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { deliveryReason } from "./deliveries.ts";

type StateRow = {
  state: keyof Queue;
  count: number;
  /** Since the oldest came into the state; of scheduled ones until the next is due, negative. */
  ms: number;
};

/** A retry whose time has come is ready: it waits for a slot like any other. What is held waits for none. */
export async function readQueue(tx: Tx, actor: Actor, bound: number): Promise<Queue> {
  const rows = await tx.execute<StateRow>(sql`
    select state, count(*)::int as count, (extract(epoch from now() - min(since)) * 1000)::float8 as ms from (
      select case when ${deliveryReason} = 'ordering_key' then 'held'
          when d.state = 'scheduled' and d.due_at <= now() then 'ready' else d.state end as state,
        case d.state when 'waiting' then d.created_at when 'running' then d.claimed_at else d.due_at end as since
      from deliveries d where d.tenant_id = ${actor.tenantId} order by d.event_id limit ${bound + 1}) d
    group by 1`);
  const capped = rows.reduce((total, row) => total + row.count, 0) > bound;
  const of = (state: keyof Queue): Queued => {
    const row = rows.find((candidate) => candidate.state === state);
    return { count: row?.count ?? 0, capped, oldestMs: row ? row.ms : null };
  };
  const { oldestMs: sinceDue, ...scheduled } = of("scheduled");
  return {
    waiting: since(of("waiting")),
    ready: since(of("ready")),
    held: since(of("held")),
    running: since(of("running")),
    scheduled: { ...scheduled, nextInMs: sinceDue === null ? null : Math.max(0, -sinceDue) },
  };
}

/** Without those whose time has not come (`delayMs`). */
export async function readUnrouted(tx: Tx, actor: Actor, bound: number): Promise<Queued> {
  const [row] = await tx.execute<{ count: number; ms: number | null }>(sql`
    select count(*)::int as count, (extract(epoch from now() - min(due_at)) * 1000)::float8 as ms from (
      select due_at from unrouted_events
      where tenant_id = ${actor.tenantId} and due_at <= now() order by due_at, seq limit ${bound + 1}) u`);
  const { count = 0, ms = null } = row ?? {};
  return since({ count: Math.min(count, bound), capped: count > bound, oldestMs: ms });
}

/** What came in after the transaction began is new, not from the future. */
function since(queued: Queued): Queued {
  return { ...queued, oldestMs: queued.oldestMs === null ? null : Math.max(0, queued.oldestMs) };
}
