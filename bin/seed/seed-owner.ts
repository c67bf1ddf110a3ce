// The first owner from the environment, or the line that says how to get one.
import type { Database } from "#db/client.ts";
import { findOldestTenant } from "#db/repositories/tenants.ts";
import { ensureFirstOwner, type Owner } from "./first-owner.ts";

const howTo =
  "There is no user yet: start once with SCRIPTBUS_OWNER_EMAIL and SCRIPTBUS_OWNER_PASSWORD to make the first one.";

export async function seedOwner(db: Database, owner: Owner | null): Promise<string[]> {
  if (!owner) return (await hasTenant(db)) ? [] : [howTo];
  const made = await ensureFirstOwner(db, owner);
  if (!made) return [];
  return [
    `First user ${made.email}, owner of this instance and admin of tenant ${made.tenant}`,
    `  API key (shown only now): ${made.apiKey}`,
  ];
}

async function hasTenant(db: Database): Promise<boolean> {
  return (await db.transaction((tx) => findOldestTenant(tx, { except: [] }))) !== null;
}
