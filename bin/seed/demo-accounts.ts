// The demo's tenants, users and keys, in one transaction. demo.json is written just before it commits and read again
// by the next start: the file and the database agree wherever a start was cut off.
import { acme } from "#bin/demo/acme.ts";
import type { DemoTenant } from "#bin/demo/demo-tenant.ts";
import { globex } from "#bin/demo/globex.ts";
import type { Database, Tx } from "#db/client.ts";
import { takeSeedLock } from "#db/repositories/demo-seeding.ts";
import { issueApiKey } from "#db/repositories/issue-api-key.ts";
import { findOldestTenant, findTenant, foundTenant } from "#db/repositories/tenants.ts";
import { addMember, createUser, findUser, isMember, setPassword } from "#db/repositories/users.ts";
import { type Actor, scopes } from "#lib/tenancy/actor.ts";
import { describeApiKey } from "#lib/tenancy/api-key.ts";
import { hashPassword } from "#lib/tenancy/password.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { type DemoFile, newSignIn, readDemoFile, type SignIn, writeDemoFile } from "./demo-file.ts";

export type DemoAccount = { demo: DemoTenant; actor: Actor; signIn: SignIn };
export type DemoAccounts = { file: DemoFile; accounts: DemoAccount[] };

const founder = "demo";

/** Makes what is missing. Null when the database is somebody's already: the demo goes into an empty one only. */
export function ensureDemoAccounts(
  db: Database,
  { path, url }: { path: string; url: string },
): Promise<DemoAccounts | null> {
  return db.transaction(async (tx) => {
    await takeSeedLock(tx);
    const known = await findDemoTenants(tx);
    if (known.length === 0 && (await findOldestTenant(tx, { except: [] }))) return null;
    const kept = readKeptFile(path);
    const file: DemoFile = kept
      ? { ...kept, url }
      : { url, ...newSignIn(acme), otherTenant: newSignIn(globex) };
    const isNew = kept === null;
    const accounts = [
      await ensureAccount(tx, { demo: acme, signIn: file, isNew, instanceOwner: true }),
      await ensureAccount(tx, {
        demo: globex,
        signIn: file.otherTenant,
        isNew,
        instanceOwner: false,
      }),
    ];
    if (kept?.url !== url) writeDemoFile(path, file);
    return { file, accounts };
  });
}

/** Null also for a file that speaks of other tenants. */
function readKeptFile(path: string): DemoFile | null {
  const file = readDemoFile(path);
  if (!file) return null;
  const pairs = [
    { demo: acme, signIn: file },
    { demo: globex, signIn: file.otherTenant },
  ];
  const fits = pairs.every(
    ({ demo, signIn }) => signIn.tenant === demo.slug && signIn.email === demo.email,
  );
  return fits ? file : null;
}

/** The ids of the demo's tenants. A tenant that only has the name of one is not among them. */
export async function findDemoTenants(tx: Tx): Promise<string[]> {
  const found = [];
  for (const { slug, email } of [acme, globex]) {
    const tenant = await findTenant(tx, slug);
    const userId = await findUser(tx, email);
    if (!tenant || !userId) return [];
    if (!(await isMember(tx, systemActor(founder, tenant.id), userId))) return [];
    found.push(tenant.id);
  }
  return found;
}

type Wanted = { demo: DemoTenant; signIn: SignIn; isNew: boolean; instanceOwner: boolean };

async function ensureAccount(tx: Tx, wanted: Wanted): Promise<DemoAccount> {
  const { demo, signIn } = wanted;
  const { slug, name } = demo;
  const tenant = await findTenant(tx, slug);
  const actor = tenant
    ? systemActor(founder, tenant.id)
    : await foundTenant(tx, founder, { slug, name, replayEnabled: true });
  await ensureUser(tx, actor, wanted);
  const apiKey = describeApiKey(signIn.apiKey);
  await issueApiKey(tx, actor, { name: "demo", scopes, apiKey });
  return { demo, actor, signIn };
}

/** A password that was changed since stays changed, unless the file that knew the first one is gone. */
async function ensureUser(tx: Tx, actor: Actor, wanted: Wanted): Promise<void> {
  const { demo, signIn, isNew, instanceOwner } = wanted;
  const known = await findUser(tx, demo.email);
  if (known && !isNew) return;
  const passwordHash = await hashPassword(signIn.password);
  if (known) return setPassword(tx, actor, { userId: known, passwordHash });
  const name = `Demo of ${demo.name}`;
  const { email } = demo;
  const userId = await createUser(tx, actor, { email, name, passwordHash, instanceOwner });
  await addMember(tx, actor, { userId, role: "admin" });
}
