// The owner's login of a tenant: made, made anew, removed. Its password is told once and stands in no log. As with
// tables, the audit row is there before the change.
import { dataUrl } from "#db/data/data-url.ts";
import { appendAudit } from "#db/repositories/audit.ts";
import {
  type OwnerLogin,
  provisionTenant,
  readOwnerLogin,
  setOwnerLogin,
} from "#db/repositories/tenant-data.ts";
import { type DataLogin, dataLogin } from "#lib/data/login-url.ts";
import { loginName, loginPassword } from "#lib/data/tenant-logins.ts";
import { env } from "#lib/platform/env.ts";
import { tenantLoginKey } from "#lib/platform/tenant-login-key.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { mayAdminister } from "#lib/tenancy/role.ts";
import { dataDatabase } from "./database.ts";
import { inTransaction } from "./transaction.ts";

const never: OwnerLogin = { generation: 0, openedAt: null };

export async function readDataLogin({ tenantId }: Actor): Promise<OwnerLogin> {
  return (await readOwnerLogin(dataDatabase(), tenantId)) ?? never;
}

/** `generation` is the one that the person saw. Sessions of the password before it end. */
export async function openDataLogin(actor: Actor, generation: number): Promise<Result<DataLogin>> {
  if (!mayAdminister(actor)) return notAdmin;
  const { tenantId } = actor;
  const key = tenantLoginKey();
  const scriptPassword = loginPassword(key, { tenantId, login: "script", generation: 1 });
  await provisionTenant(dataDatabase(), { tenantId, scriptPassword });
  const login = await readDataLogin(actor);
  const next = { tenantId, login: "owner", generation: generation + 1 } as const;
  const password = loginPassword(key, next);
  const change = { action: login.openedAt === null ? "create" : "rotate", generation, password };
  const set = await setLogin(actor, login, change);
  if (!set.ok) return set;
  const user = loginName(tenantId, "owner");
  return succeed(dataLogin(dataUrl(env("DATABASE_URL")), { user, password }));
}

export async function closeDataLogin(actor: Actor, generation: number): Promise<Result<null>> {
  if (!mayAdminister(actor)) return notAdmin;
  const login = await readDataLogin(actor);
  if (login.openedAt === null) return fail("not_found", "There is no login.");
  return setLogin(actor, login, { action: "remove", generation, password: null });
}

type Change = { action: string; generation: number; password: string | null };

async function setLogin(
  actor: Actor,
  { generation: current }: OwnerLogin,
  { action, generation, password }: Change,
): Promise<Result<null>> {
  if (current !== generation) return overtaken;
  const { tenantId } = actor;
  const entry = { action: `data_login.${action}`, target: `data login of tenant ${tenantId}` };
  const told = await inTransaction(actor, async (tx) => {
    await appendAudit(tx, actor, { ...entry, details: { generation: generation + 1 } });
    return succeed(null);
  });
  if (!told.ok) return told;
  const next = { tenantId, generation: generation + 1, password };
  return (await setOwnerLogin(dataDatabase(), next)) ? succeed(null) : overtaken;
}

const notAdmin = fail("forbidden", "Only an admin can change the login.");
const overtaken = fail(
  "conflict",
  "Somebody changed this login meanwhile. Nothing was changed; look at it again.",
);
