// The deliveries of an event with the names and the newest runs that its page shows.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Delivery } from "#lib/deliveries/delivery-schema.ts";
import type { Reaction } from "#lib/events/event-story.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { runningExecutions } from "./running-executions.ts";
import { errorText } from "./written-sql.ts";

type Beside = Pick<Reaction, "scriptName" | "subscription" | "run"> & { deliveryId: string };

const run = sql`jsonb_build_object('executionId', e.id, 'status', e.status, 'ms', e.duration_ms,
  'error', ${errorText(sql`e.error`)})`;

/** In the order of `deliveries`. */
export async function readReactions(
  tx: Tx,
  actor: Actor,
  deliveries: readonly Delivery[],
): Promise<Reaction[]> {
  if (deliveries.length === 0) return [];
  const beside = await readBeside(tx, actor, deliveries);
  return deliveries.map((delivery) => {
    const { id, subscriptionId, scriptId, state, attempts, maxAttempts, priority } = delivery;
    const found = beside.get(id);
    return {
      deliveryId: id,
      subscriptionId,
      scriptId,
      scriptName: found?.scriptName ?? null,
      subscription: found?.subscription ?? null,
      state,
      reason: delivery.reason ?? null,
      attempts,
      maxAttempts,
      priority,
      nextAttemptAt: delivery.nextAttemptAt ?? null,
      run: found?.run ?? null,
    };
  });
}

async function readBeside(
  tx: Tx,
  actor: Actor,
  deliveries: readonly Delivery[],
): Promise<Map<string, Beside>> {
  const column = (name: "id" | "subscriptionId" | "scriptId") =>
    sql`${sql.param(deliveries.map((delivery) => delivery[name]))}::uuid[]`;
  const rows = await tx.execute<Beside>(sql`
    select i.delivery_id as "deliveryId", s.name as "scriptName",
      case when b.id is not null
        then jsonb_build_object('eventType', b.event_type, 'filter', b.filter) end as subscription,
      coalesce(running.run, ended.run) as run
    from unnest(${column("id")}, ${column("subscriptionId")}, ${column("scriptId")})
      as i (delivery_id, subscription_id, script_id)
    left join scripts s on s.tenant_id = ${actor.tenantId} and s.id = i.script_id
    left join subscriptions b on b.tenant_id = ${actor.tenantId} and b.id = i.subscription_id
    left join lateral (
      select ${run} as run from ${runningExecutions(actor)} e where e.delivery_id = i.delivery_id) running on true
    left join lateral (
      select ${run} as run from executions e where e.tenant_id = ${actor.tenantId} and e.delivery_id = i.delivery_id
      order by e.id desc limit 1) ended on true`);
  return new Map(rows.map((row) => [row.deliveryId, row]));
}
