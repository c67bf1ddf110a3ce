// People and what they are in a tenant.
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { memberships, users } from "#db/schema/tenants.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import type { Role } from "#lib/tenancy/role.ts";
import { appendAudit } from "./audit.ts";

export type NewUser = {
  email: string;
  name: string;
  /** Argon2id in PHC string format: `hashPassword`. */
  passwordHash: string;
  instanceOwner: boolean;
};

/** Rejects when somebody has this e-mail address, in whatever letter case. */
export async function createUser(tx: Tx, actor: Actor, input: NewUser): Promise<string> {
  const [row] = await tx.insert(users).values(input).returning({ id: users.id });
  if (!row) throw new Error("the new user was not returned");
  const { passwordHash: _, ...details } = input;
  await appendAudit(tx, actor, { action: "user.create", target: `user ${row.id}`, details });
  return row.id;
}

/** The id; null when nobody has this e-mail address. */
export async function findUser(tx: Tx, email: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: users.id })
    .from(users)
    .where(sql`lower(${users.email}) = lower(${email})`);
  return row?.id ?? null;
}

/** Whoever was signed in with the old password is signed out. */
export async function setPassword(
  tx: Tx,
  actor: Actor,
  { userId, passwordHash }: { userId: string; passwordHash: string },
): Promise<void> {
  await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
  await tx.delete(sessions).where(eq(sessions.userId, userId));
  await appendAudit(tx, actor, { action: "user.reset_password", target: `user ${userId}` });
}

export async function addMember(
  tx: Tx,
  actor: Actor,
  { userId, role }: { userId: string; role: Role },
): Promise<void> {
  await tx.insert(memberships).values({ tenantId: actor.tenantId, userId, role });
  const target = `user ${userId}`;
  await appendAudit(tx, actor, { action: "member.add", target, details: { role } });
}

export async function isMember(tx: Tx, actor: Actor, userId: string): Promise<boolean> {
  const { tenantId } = actor;
  const own = and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId));
  return (await tx.$count(memberships, own)) > 0;
}
