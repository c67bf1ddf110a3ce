// Which deliveries a filter looks at. Unfinished ones, the oldest event first: deliveries_delayed leads for those that
// wait or are scheduled, deliveries_running for those that run, else deliveries_event. Finished ones, the newest first:
// executions_outcome leads for dead and cancelled ones, else executions_event, _script or _tenant.
import { type SQL, sql } from "drizzle-orm";
import type { DeliveryFilter } from "#lib/deliveries/delivery-filter.ts";
import { failureStatuses } from "#lib/executions/listed-execution.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { deliveryReason } from "./deliveries.ts";
import { optionalFilters } from "./written-sql.ts";

type Look = { looked: SQL; matching: SQL; last: SQL };

/** What was looked at last is told as the list's own pair of ids. */
export function lookAtUnfinished(actor: Actor, filter: DeliveryFilter, rows: number): Look {
  const [place, id] = filter.cursor?.split(".") ?? [];
  // The plain comparison is for the index, the pair for the rows of the event in which the page before ended.
  const after =
    place && id
      ? sql`and d.event_id >= ${place}::uuid and (d.event_id, d.id) > (${place}::uuid, ${id}::uuid)`
      : sql``;
  const beside = optionalFilters([
    [filter.state, () => isInState(filter)],
    [filter.reason, (value) => sql`${deliveryReason} = ${value}`],
    [filter.scriptId, (value) => sql`d.script_id = ${value}`],
    [filter.subscriptionId, (value) => sql`d.subscription_id = ${value}`],
  ]);
  return {
    looked: sql`
      select d.id, d.event_id, d.event_seq, d.state, d.due_at, d.ordering_key, d.script_id, d.subscription_id
      from deliveries d where d.tenant_id = ${actor.tenantId} ${leading(filter)} ${after}
      order by d.event_id, d.id limit ${rows}`,
    matching: sql`
      select d.id from looked d where true ${beside} order by d.event_id, d.id limit ${filter.limit + 1}`,
    last: sql`select event_id || '.' || id from looked order by event_id desc, id desc limit 1`,
  };
}

/** What is asked for as ready could start now: also a retry whose time has come, but nothing that is held. */
function isInState({ state, reason }: DeliveryFilter): SQL {
  return state === "ready" && reason === undefined
    ? sql`d.state in ('ready', 'scheduled') and ${deliveryReason} is null`
    : sql`d.state = ${state}`;
}

/** In the words of the partial indexes, which a parameter cannot say. */
function leading({ state, reason, eventId }: DeliveryFilter): SQL {
  if (eventId) return sql`and d.event_id = ${eventId}`;
  if (state === "running") return sql`and d.state = 'running'`;
  if (state === "waiting" || reason === "priority") return sql`and d.state = 'waiting'`;
  if (state === "scheduled" || reason === "retry") return sql`and d.state = 'scheduled'`;
  return sql``;
}

/** The ids are those of the closing executions. */
export function lookAtFinished(actor: Actor, filter: DeliveryFilter, rows: number): Look {
  const beside = optionalFilters([
    [filter.state, (value) => sql`delivery_state = ${value}`],
    [filter.reason, () => sql`false`],
    [filter.scriptId, (value) => sql`script_id = ${value}`],
    [filter.subscriptionId, (value) => sql`subscription_id = ${value}`],
    [filter.eventId, (value) => sql`event_id = ${value}`],
  ]);
  return {
    looked: finishedRows(actor, filter, rows),
    matching: sql`
      select id from looked where delivery_id is not null ${beside} order by id desc limit ${filter.limit + 1}`,
    last: sql`select id from looked order by id limit 1`,
  };
}

function finishedRows(actor: Actor, filter: DeliveryFilter, rows: number): SQL {
  const walk = (lead: SQL) => sql`
    select e.id, e.delivery_id, e.delivery_state, e.script_id, e.subscription_id, e.event_id from executions e
    where e.tenant_id = ${actor.tenantId} ${lead}
      ${optionalFilters([[filter.cursor?.split(".")[0], (value) => sql`e.id < ${value}`]])}
    order by e.id desc limit ${rows}`;
  const { state, eventId, scriptId } = filter;
  if (eventId) return walk(sql`and e.event_id = ${eventId}`);
  if (state === "succeeded") return walk(scriptId ? sql`and e.script_id = ${scriptId}` : sql``);
  // By status one after the other, so that each stops at its own end of the index.
  const statuses = state === "cancelled" ? ["cancelled"] : failureStatuses;
  return sql`
    select e.* from unnest(${sql.param(statuses)}::text[]) as s(wanted)
    cross join lateral (${walk(sql`and e.status = s.wanted and e.status <> 'succeeded'`)}) e
    order by e.id desc limit ${rows}`;
}
