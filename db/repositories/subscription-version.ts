// Every change of a tenant's scripts or subscriptions goes through here first: it makes the tenant's writers take
// turns (so that limits and unique names are exact) and tells the routers that their index is behind.
import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { tenants } from "#db/schema/tenants.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

/** Holds the tenant's row until the transaction ends; Postgres sends the notification when it commits. */
export async function bumpSubscriptionVersion(tx: Tx, actor: Actor): Promise<void> {
  await tx
    .update(tenants)
    .set({ subscriptionVersion: sql`${tenants.subscriptionVersion} + 1` })
    .where(eq(tenants.id, actor.tenantId));
  await tx.execute(sql`select pg_notify('scriptbus_subscriptions', ${actor.tenantId})`);
}

/**
 * Waits until no router is at work for the tenant, and keeps them away until the transaction ends: a delivery that a
 * router makes while its subscription is deleted would have nobody to run it. Taken before any other lock. Throws a
 * lock timeout (db/errors.ts) when the router does not end soon.
 */
export async function pauseRouting(tx: Tx, actor: Actor): Promise<void> {
  const lock = `scriptbus:route:${actor.tenantId}`;
  await tx.execute(sql`select set_config('lock_timeout', ${`${routingPauseMs}`}, true)`);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
  await tx.execute(sql`select set_config('lock_timeout', '0', true)`);
}

/** A router may be at work for long, when a tenant's filters are dear; who waits holds a connection. */
const routingPauseMs = 2_000;

/** Wakes the workers that look for deliveries; Postgres sends it when the transaction commits. */
export async function announceDeliveries(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_notify('scriptbus_deliveries', '')`);
}
