// One delivery with all that its page shows. Every part is found by its key; nothing is scanned.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { DeliveryDetail } from "#lib/deliveries/listed-delivery.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { findLetter, readAttempts } from "./delivery-links.ts";
import { findBlocking, readDeliveryRows } from "./listed-deliveries.ts";

export async function getDeliveryDetail(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Result<DeliveryDetail>> {
  const [row] = await readDeliveryRows(tx, actor, [id]);
  if (!row) return fail("not_found", "There is no such delivery.");
  return succeed({
    ...row,
    history: await readAttempts(tx, actor, id),
    blockedBy: row.reason === "ordering_key" ? await findBlocking(tx, actor, id) : null,
    orderingKey: await readOrderingKey(tx, actor, id),
    subscription: await findSubscription(tx, actor, row.subscriptionId),
    letter: await findLetter(tx, actor, row),
  });
}

/** Only a delivery that has not finished still holds it. */
async function readOrderingKey(tx: Tx, actor: Actor, id: string): Promise<string | null> {
  const [row] = await tx.execute<{ key: string | null }>(sql`
    select left(ordering_key, 300) as key from deliveries where tenant_id = ${actor.tenantId} and id = ${id}`);
  return row?.key ?? null;
}

async function findSubscription(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<DeliveryDetail["subscription"]> {
  const [row] = await tx.execute<{ eventType: string; filter: string | null }>(sql`
    select event_type as "eventType", filter from subscriptions where tenant_id = ${actor.tenantId} and id = ${id}`);
  return row ?? null;
}
