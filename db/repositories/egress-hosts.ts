// The hosts that a tenant lets its scripts reach; null is every public host.
import { eq } from "drizzle-orm";
import type { Sql, Tx } from "#db/client.ts";
import { tenants } from "#db/schema/tenants.ts";
import type { EgressHosts } from "#lib/egress/allowed-hosts.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { appendAudit } from "./audit.ts";

export async function getEgressHosts(tx: Tx, actor: Actor): Promise<EgressHosts> {
  const [row] = await tx
    .select({ hosts: tenants.egressHosts })
    .from(tenants)
    .where(eq(tenants.id, actor.tenantId));
  if (!row) throw new Error("the actor's tenant is not there");
  return row;
}

export async function setEgressHosts(
  tx: Tx,
  actor: Actor,
  { hosts }: EgressHosts,
): Promise<EgressHosts> {
  const before = await getEgressHosts(tx, actor);
  await tx.update(tenants).set({ egressHosts: hosts }).where(eq(tenants.id, actor.tenantId));
  const details = { hosts, before: before.hosts };
  await appendAudit(tx, actor, {
    action: "egress_hosts.update",
    target: `tenant ${actor.tenantId}`,
    details,
  });
  return { hosts };
}

/** For the worker. A tenant that is not there reaches nothing. */
export async function findEgressHosts(
  sql: Sql,
  tenantId: string,
): Promise<readonly string[] | null> {
  const [row] = await sql<{ egressHosts: string[] | null }[]>`
    select egress_hosts from tenants where id = ${tenantId}`;
  return row ? row.egressHosts : [];
}
