// Deliveries as they are read: those in the buffer, and the finished ones that live as their closing execution.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Delivery, DeliveryQuery, DeliveryReason } from "#lib/deliveries/delivery-schema.ts";
import { type DeliveryState, deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type { BulkOutcome } from "#lib/deliveries/listed-delivery.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { type Page, toPage } from "#lib/shared/paging.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { appendAudit } from "./audit.ts";
import { cancelAll, cancelOne } from "./cancel-deliveries.ts";
import { announceDeliveries } from "./subscription-version.ts";
import { isoTime, optionalFilters } from "./written-sql.ts";

export type DeliveryRow = {
  id: string;
  eventId: string;
  eventType: string;
  subscriptionId: string;
  scriptId: string;
  state: DeliveryState;
  reason: DeliveryReason | null;
  attempts: number;
  maxAttempts: number;
  priority: number;
  nextAttemptAt: string | null;
  createdAt: string;
  finishedAt: string | null;
};

const noSuchDelivery = fail("not_found", "There is no such delivery.");

export async function listDeliveries(
  tx: Tx,
  actor: Actor,
  query: DeliveryQuery,
): Promise<Page<Delivery>> {
  const rows = await tx.execute<DeliveryRow>(sql`
    ${buffered(actor, bufferFilters(query), query.limit + 1)}
    union all
    ${finished(actor, finishedFilters(query), query.limit + 1)}
    order by id desc limit ${query.limit + 1}`);
  return toPage(rows, query, { key: (row) => row.id, item: toDelivery });
}

export async function getDelivery(tx: Tx, actor: Actor, id: string): Promise<Result<Delivery>> {
  const [row] = await tx.execute<DeliveryRow>(sql`
    ${buffered(actor, sql` and d.id = ${id}`, 1)}
    union all
    ${finished(actor, sql` and e.delivery_id = ${id}`, 1)} limit 1`);
  return row ? succeed(toDelivery(row)) : noSuchDelivery;
}

/** The first of one event, as they start. */
export async function deliveriesOfEvent(
  tx: Tx,
  actor: Actor,
  eventId: string,
  most = 10_000,
): Promise<Delivery[]> {
  const rows = await tx.execute<DeliveryRow>(sql`
    ${buffered(actor, sql` and d.event_id = ${eventId}`, most, sql`d.priority, d.id`)}
    union all
    ${finished(actor, sql` and e.event_id = ${eventId}`, most, sql`e.priority, e.delivery_id`)}
    order by priority, id limit ${most}`);
  return rows.map(toDelivery);
}

/** Also while it runs: what the run answers is then ignored. A finished one is a conflict. */
export async function cancelDelivery(tx: Tx, actor: Actor, id: string): Promise<Result<Delivery>> {
  const done = await cancelOne(tx, actor, { id, why: `Cancelled by ${actor.name}` });
  if (!done) return notPossible(tx, actor, { id, verb: "cancelled" });
  await appendAudit(tx, actor, { action: "delivery.cancel", target: `delivery ${id}` });
  return getDelivery(tx, actor, id);
}

/** A scheduled retry becomes due at once. */
export async function retryNow(tx: Tx, actor: Actor, id: string): Promise<Result<Delivery>> {
  const moved = await tx.execute(sql`
    update deliveries set due_at = now()
    where tenant_id = ${actor.tenantId} and id = ${id} and state = 'scheduled' returning id`);
  if (moved.length === 0) return notPossible(tx, actor, { id, verb: "retried now" });
  await appendAudit(tx, actor, { action: "delivery.retry_now", target: `delivery ${id}` });
  await announceDeliveries(tx);
  return getDelivery(tx, actor, id);
}

/** Of those that have not finished yet; the others are counted as missed. */
export async function cancelDeliveries(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<BulkOutcome> {
  const done = await cancelAll(tx, actor, { ids, why: `Cancelled by ${actor.name}` });
  return auditBulk(tx, actor, { action: "delivery.cancel", ids, done });
}

/** Of those that are scheduled; the others are counted as missed. */
export async function retryDeliveriesNow(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<BulkOutcome> {
  const moved = await tx.execute(sql`
    update deliveries set due_at = now()
    where id in (
      select d.id from deliveries d
      where d.tenant_id = ${actor.tenantId} and d.id = any(${sql.param(ids)}::uuid[]) and d.state = 'scheduled'
      order by d.id for update)
    returning id`);
  if (moved.length > 0) await announceDeliveries(tx);
  return auditBulk(tx, actor, { action: "delivery.retry_now", ids, done: moved.length });
}

/** One row names the whole selection; where nothing was done there is nothing to tell. */
async function auditBulk(
  tx: Tx,
  actor: Actor,
  { action, ids, done }: { action: string; ids: readonly string[]; done: number },
): Promise<BulkOutcome> {
  if (done > 0) {
    const target = `${done} of ${ids.length} chosen deliveries`;
    await appendAudit(tx, actor, { action, target, details: { ids } });
  }
  return { done, missed: ids.length - done };
}

async function notPossible(
  tx: Tx,
  actor: Actor,
  { id, verb }: { id: string; verb: string },
): Promise<Result<never>> {
  const found = await getDelivery(tx, actor, id);
  if (!found.ok) return found;
  return fail("conflict", `A delivery that is ${found.value.state} cannot be ${verb}.`);
}

function bufferFilters(query: DeliveryQuery): SQL {
  return optionalFilters([
    [query.state, (value) => (isTerminal(query) ? sql`false` : sql`d.state = ${value}`)],
    [query.scriptId, (value) => sql`d.script_id = ${value}`],
    [query.subscriptionId, (value) => sql`d.subscription_id = ${value}`],
    [query.eventId, (value) => sql`d.event_id = ${value}`],
    [query.reason, (value) => sql`${deliveryReason} = ${value}`],
    [query.cursor, (value) => sql`d.id < ${value}`],
  ]);
}

function finishedFilters(query: DeliveryQuery): SQL {
  return optionalFilters([
    [query.state, (value) => (isTerminal(query) ? sql`e.delivery_state = ${value}` : sql`false`)],
    [query.scriptId, (value) => sql`e.script_id = ${value}`],
    [query.subscriptionId, (value) => sql`e.subscription_id = ${value}`],
    [query.eventId, (value) => sql`e.event_id = ${value}`],
    [query.reason, () => sql`false`],
    [query.cursor, (value) => sql`e.delivery_id < ${value}`],
  ]);
}

/** Where nothing can be found, nothing is looked through. */
function isTerminal({ state }: DeliveryQuery): boolean {
  return state !== undefined && deliveryStates[state].terminal;
}

/** The oldest unfinished delivery of a key blocks the rest (decision 16). */
export const deliveryReason = sql`case
  when d.state = 'waiting' then 'priority'
  when d.state = 'scheduled' and d.due_at > now() then 'retry'
  when d.state in ('ready', 'scheduled') and d.ordering_key is not null and exists (
    select from deliveries o where o.subscription_id = d.subscription_id and o.ordering_key = d.ordering_key
      and (o.event_seq, o.id) < (d.event_seq, d.id)) then 'ordering_key'
end`;

/** Parenthesised, with its own limit, so that each side of the union stops at its index. */
function buffered(actor: Actor, filters: SQL, limit: number, order = sql`d.id desc`): SQL {
  return sql`(
    select d.id, d.event_id as "eventId", d.event_type as "eventType", d.subscription_id as "subscriptionId",
      d.script_id as "scriptId", d.state, ${deliveryReason} as reason, d.attempts, d.max_attempts as "maxAttempts", d.priority,
      case when d.state = 'scheduled' then ${isoTime(sql`d.due_at`)} end as "nextAttemptAt",
      ${isoTime(sql`d.created_at`)} as "createdAt", null::text as "finishedAt"
    from deliveries d where d.tenant_id = ${actor.tenantId} ${filters}
    order by ${order} limit ${limit})`;
}

function finished(actor: Actor, filters: SQL, limit: number, order = sql`e.delivery_id desc`): SQL {
  return sql`(
    select e.delivery_id, e.event_id, e.event_type, e.subscription_id, e.script_id, e.delivery_state, null::text,
      e.attempts, e.max_attempts, e.priority, null::text,
      ${isoTime(sql`e.delivery_created_at`)}, ${isoTime(sql`e.finished_at`)}
    from executions e
    where e.tenant_id = ${actor.tenantId} and e.delivery_id is not null and e.delivery_state is not null ${filters}
    order by ${order} limit ${limit})`;
}

export function toDelivery(row: DeliveryRow): Delivery {
  const { reason: why, nextAttemptAt, finishedAt, ...rest } = row;
  return {
    ...rest,
    ...(why ? { reason: why } : {}),
    ...(nextAttemptAt ? { nextAttemptAt } : {}),
    ...(finishedAt ? { finishedAt } : {}),
  };
}
