// The first user of an instance without the demo (or beside it), from the environment: made once, then left alone.
import type { Database, Tx } from "#db/client.ts";
import { takeSeedLock } from "#db/repositories/demo-seeding.ts";
import { issueApiKey } from "#db/repositories/issue-api-key.ts";
import { findOldestTenant, findTenant, foundTenant } from "#db/repositories/tenants.ts";
import { addMember, createUser, findUser } from "#db/repositories/users.ts";
import { type Actor, scopes } from "#lib/tenancy/actor.ts";
import { makeApiKey } from "#lib/tenancy/api-key.ts";
import { hashPassword } from "#lib/tenancy/password.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { slugsForEmail } from "#lib/tenancy/tenant-slug.ts";
import { findDemoTenants } from "./demo-accounts.ts";

export type Owner = { email: string; password: string };
/** `apiKey` is in no other place: it has to be shown now. */
export type FirstOwner = { tenant: string; email: string; apiKey: string };

const founder = "start-up";

/** Null when there is somebody with this e-mail address; nothing of theirs is changed. */
export function ensureFirstOwner(db: Database, owner: Owner): Promise<FirstOwner | null> {
  return db.transaction(async (tx) => {
    await takeSeedLock(tx);
    if (await findUser(tx, owner.email)) return null;
    const { actor, slug } = await ensureOwnTenant(tx, owner.email);
    await createOwner(tx, actor, owner);
    const apiKey = makeApiKey();
    await issueApiKey(tx, actor, { name: "first key", scopes, apiKey });
    return { tenant: slug, email: owner.email, apiKey: apiKey.key };
  });
}

/** The first tenant that is not the demo's, made when there is none. */
async function ensureOwnTenant(tx: Tx, email: string): Promise<{ actor: Actor; slug: string }> {
  const found = await findOldestTenant(tx, { except: await findDemoTenants(tx) });
  if (found) return { actor: systemActor(founder, found.id), slug: found.slug };
  const slug = await firstFreeSlug(tx, email);
  const actor = await foundTenant(tx, founder, { slug, name: slug, replayEnabled: true });
  return { actor, slug };
}

async function firstFreeSlug(tx: Tx, email: string): Promise<string> {
  const slugs = slugsForEmail(email);
  for (;;) {
    const slug = slugs.next().value;
    if (!(await findTenant(tx, slug))) return slug;
  }
}

async function createOwner(tx: Tx, actor: Actor, { email, password }: Owner): Promise<void> {
  const passwordHash = await hashPassword(password);
  const name = email.slice(0, email.lastIndexOf("@"));
  const userId = await createUser(tx, actor, { email, name, passwordHash, instanceOwner: true });
  await addMember(tx, actor, { userId, role: "admin" });
}
