// Tenants: founded and found. Only a login that sees every tenant (the start-up's) may use this.
import { asc, eq, notInArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { tenants } from "#db/schema/tenants.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { appendAudit } from "./audit.ts";

export type NewTenant = { slug: string; name: string; replayEnabled: boolean };
export type TenantRow = { id: string; slug: string; createdAt: Date };

const columns = { id: tenants.id, slug: tenants.slug, createdAt: tenants.createdAt };

/** Resolves with who acts for the new tenant. Rejects when the slug is taken. */
export async function foundTenant(tx: Tx, founder: string, input: NewTenant): Promise<Actor> {
  const [row] = await tx.insert(tenants).values(input).returning({ id: tenants.id });
  if (!row) throw new Error("the new tenant was not returned");
  const actor = systemActor(founder, row.id);
  const target = `tenant ${row.id}`;
  await appendAudit(tx, actor, { action: "tenant.create", target, details: { ...input } });
  return actor;
}

export async function findTenant(tx: Tx, slug: string): Promise<TenantRow | null> {
  const [row] = await tx.select(columns).from(tenants).where(eq(tenants.slug, slug));
  return row ?? null;
}

/** The first of all tenants but these (ids); null when there is none. */
export async function findOldestTenant(
  tx: Tx,
  { except }: { except: readonly string[] },
): Promise<TenantRow | null> {
  const [row] = await tx
    .select(columns)
    .from(tenants)
    .where(notInArray(tenants.id, [...except]))
    .orderBy(asc(tenants.id))
    .limit(1);
  return row ?? null;
}
