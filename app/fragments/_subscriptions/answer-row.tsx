// The answer that shows one subscription's row as it is now.
import type { Html } from "#app/_server/fragment.tsx";
import { SubscriptionRow } from "#components/subscriptions/subscription-row.tsx";
import type { Tx } from "#db/client.ts";
import { getSubscription } from "#db/repositories/subscriptions.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { readPanel } from "./read-views.ts";

export async function answerRow(tx: Tx, actor: Actor, id: string): Promise<Result<Html>> {
  const found = await getSubscription(tx, actor, id);
  if (!found.ok) return found;
  const panel = await readPanel(tx, actor, found.value.scriptId);
  if (!panel.ok) return panel;
  const { listed, mayManage } = panel.value;
  const row = listed.find(({ subscription }) => subscription.id === id);
  if (!row) return fail("not_found", "There is no such subscription.");
  return succeed({ node: <SubscriptionRow {...row} mayManage={mayManage} /> });
}
