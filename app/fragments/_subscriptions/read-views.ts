// What the panel and the form of a script's subscriptions show, read in one transaction.
import { eventTypeChoices } from "#components/subscriptions/event-type-choices.ts";
import { listInOrder } from "#components/subscriptions/subscription-order.ts";
import type { Panel } from "#components/subscriptions/subscriptions-panel.tsx";
import type { Tx } from "#db/client.ts";
import { listEventTypes } from "#db/repositories/event-types.ts";
import { getScript } from "#db/repositories/scripts.ts";
import { listSubscriptions } from "#db/repositories/subscriptions.ts";
import { checkFilter, type FilterVerdict } from "#lib/filters/check-filter.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

/** More than a script may have. */
const all = 200;

export async function readPanel(tx: Tx, actor: Actor, scriptId: string): Promise<Result<Panel>> {
  const script = await getScript(tx, actor, scriptId);
  if (!script.ok) return script;
  const { items } = await listSubscriptions(tx, actor, { scriptId, limit: all });
  return succeed({
    scriptId,
    listed: listInOrder(items),
    limit: actor.limits.subscriptionsPerScript,
    mayManage: actor.scopes.includes("manage"),
  });
}

export async function readEventTypes(tx: Tx, actor: Actor): Promise<string[]> {
  const { items } = await listEventTypes(tx, actor, { limit: all });
  return eventTypeChoices(items.map(({ name }) => name));
}

/** Null for a filter that is left out. */
export function judgeFilter(filter: string): FilterVerdict | null {
  return filter.trim() === "" ? null : checkFilter({ filter }, new Date());
}
