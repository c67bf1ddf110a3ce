// Signing in and staying signed in: the only callers of the functions that may look across tenants for a person.
// Nothing here checks a password; that is the caller's.
import { sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import type { Person, TenantName } from "#lib/tenancy/person.ts";
import { isRole, type Role, roleScopes } from "#lib/tenancy/role.ts";
import { type TenantLimits, tenantLimits } from "#lib/tenancy/tenant-limits.ts";

export type SignInThrottle = { key: Uint8Array; attempts: number; windowMinutes: number };

/** Counts an attempt. Resolves with the seconds to wait; 0 when it may go on. */
export async function countSignIn(db: Database, throttle: SignInThrottle): Promise<number> {
  const { key, attempts, windowMinutes } = throttle;
  const [row] = await db.execute<{ wait: number }>(
    sql`select count_sign_in(${key}, ${attempts}, make_interval(mins => ${windowMinutes})) as wait`,
  );
  return row?.wait ?? 0;
}

/** A password that was right clears the count. */
export async function forgetSignIns(db: Database, key: Uint8Array): Promise<void> {
  await db.execute(sql`select forget_sign_ins(${key})`);
}

/** Null when nobody has this e-mail address, in whatever letter case. */
export async function findSignIn(
  db: Database,
  email: string,
): Promise<{ userId: string; passwordHash: string } | null> {
  const [row] = await db.execute<{ userId: string; passwordHash: string }>(
    sql`select user_id as "userId", password_hash as "passwordHash" from find_sign_in(${email})`,
  );
  return row ?? null;
}

/** False when the person is a member of no tenant. `tokenHash` is the SHA-256 of the token in the cookie. */
export async function startSession(
  db: Database,
  { tokenHash, userId, days }: { tokenHash: Uint8Array; userId: string; days: number },
): Promise<boolean> {
  const [row] = await db.execute<{ started: boolean }>(
    sql`select start_session(${tokenHash}, ${userId}, make_interval(days => ${days})) as started`,
  );
  return row?.started ?? false;
}

export async function endSession(db: Database, tokenHash: Uint8Array): Promise<void> {
  await db.execute(sql`select end_session(${tokenHash})`);
}

type SessionRow = {
  userId: string;
  email: string;
  name: string;
  instanceOwner: boolean;
  role: string;
  tenantId: string;
  tenantSlug: string;
  tenantName: string;
  limits: Partial<TenantLimits>;
};

/** Null when the session is over, unknown, or the person is no longer a member of its tenant. */
export async function findSession(
  db: Database,
  tokenHash: Uint8Array,
): Promise<{ actor: Actor; person: Person } | null> {
  const [row] = await db.execute<SessionRow>(sql`
    select user_id as "userId", email, name, instance_owner as "instanceOwner", role, tenant_id as "tenantId",
      tenant_slug as "tenantSlug", tenant_name as "tenantName", limits
    from find_session(${tokenHash})`);
  if (!row || !isRole(row.role)) return null;
  return { actor: toActor(row, row.role), person: toPerson(row, row.role) };
}

/** The tenants the person is a member of, by name. */
export async function listSessionTenants(
  db: Database,
  tokenHash: Uint8Array,
): Promise<TenantName[]> {
  return [
    ...(await db.execute<TenantName>(
      sql`select id, slug, name from session_tenants(${tokenHash})`,
    )),
  ];
}

/** False when the person is no member of that tenant. */
export async function switchSession(
  db: Database,
  { tokenHash, tenantId }: { tokenHash: Uint8Array; tenantId: string },
): Promise<boolean> {
  const [row] = await db.execute<{ switched: boolean }>(
    sql`select switch_session(${tokenHash}, ${tenantId}) as switched`,
  );
  return row?.switched ?? false;
}

function toActor(row: SessionRow, role: Role): Actor {
  return {
    kind: "user",
    id: row.userId,
    name: row.email,
    tenantId: row.tenantId,
    scopes: roleScopes[role],
    limits: tenantLimits(row.limits),
  };
}

function toPerson(row: SessionRow, role: Role): Person {
  return {
    email: row.email,
    name: row.name,
    role,
    instanceOwner: row.instanceOwner,
    tenant: { id: row.tenantId, slug: row.tenantSlug, name: row.tenantName },
  };
}
