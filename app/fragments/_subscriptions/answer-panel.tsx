// The answer that shows a script's subscriptions as they are now.
import type { Html } from "#app/_server/fragment.tsx";
import { SubscriptionsPanel } from "#components/subscriptions/subscriptions-panel.tsx";
import type { Tx } from "#db/client.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { readPanel } from "./read-views.ts";

export async function answerPanel(tx: Tx, actor: Actor, scriptId: string): Promise<Result<Html>> {
  const panel = await readPanel(tx, actor, scriptId);
  return panel.ok ? succeed({ node: <SubscriptionsPanel {...panel.value} /> }) : panel;
}
