// A tenant's place in the tenants' own database: its schema and its two logins. What is done there is done by functions
// of that database's, for no process holds the rights for it.
import type { Sql } from "#db/client.ts";

/** Makes schema and logins when they are not there. */
export async function provisionTenant(
  data: Sql,
  { tenantId, scriptPassword }: { tenantId: string; scriptPassword: string },
): Promise<void> {
  await data`select scriptbus.provision(${tenantId}, ${scriptPassword})`;
}

/** After somebody changed it, or the instance got another secret. */
export async function resetScriptLogin(
  data: Sql,
  { tenantId, scriptPassword }: { tenantId: string; scriptPassword: string },
): Promise<void> {
  await data`select scriptbus.reset_script_login(${tenantId}, ${scriptPassword})`;
}

/** Ends a session of the tenant's script login, whatever it does; false when there is none such. */
export async function endScriptSession(
  data: Sql,
  { tenantId, pid }: { tenantId: string; pid: number },
): Promise<boolean> {
  const [row] = await data<{ ended: boolean }[]>`
    select scriptbus.end_script_session(${tenantId}, ${pid}) as ended`;
  return row?.ended ?? false;
}

/** All that the tenant has there, for ever. */
export async function removeTenantData(data: Sql, tenantId: string): Promise<void> {
  await data`select scriptbus.remove_tenant(${tenantId})`;
}

/** 0: there is none yet that anybody could use. */
export async function readOwnerGeneration(data: Sql, tenantId: string): Promise<number> {
  const [row] = await data<{ generation: number }[]>`
    select owner_generation as generation from scriptbus.tenants where tenant_id = ${tenantId}`;
  return row?.generation ?? 0;
}

export type OwnerLogin = {
  generation: number;
  /** ISO 8601: since when it has its password; null while it is closed. */
  openedAt: string | null;
};

/** Null for a tenant without a place there. */
export async function readOwnerLogin(data: Sql, tenantId: string): Promise<OwnerLogin | null> {
  const [row] = await data<{ generation: number; openedAt: Date | null }[]>`
    select owner_generation as generation, owner_login_at as opened_at
    from scriptbus.tenants where tenant_id = ${tenantId}`;
  return row ? { ...row, openedAt: row.openedAt?.toISOString() ?? null } : null;
}

/**
 * Opens the owner's login with a new password and ends the sessions of the old one; null closes it. False when another
 * one was faster: `generation` is not the next.
 */
export async function setOwnerLogin(
  data: Sql,
  { tenantId, generation, password }: NewOwnerLogin,
): Promise<boolean> {
  const [row] = await data<{ isSet: boolean }[]>`
    select scriptbus.set_owner_login(${tenantId}, ${generation}, ${password}) as "isSet"`;
  if (!row?.isSet) return false;
  await data`select scriptbus.end_owner_sessions(${tenantId})`;
  return true;
}

export type NewOwnerLogin = { tenantId: string; generation: number; password: string | null };
