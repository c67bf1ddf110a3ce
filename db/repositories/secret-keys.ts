// The keys of secrets, wrapped; the newest seals. The first one is made by whoever needs it first.
import { desc, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { secretKeys } from "#db/schema/sdk.ts";
import {
  createWrappedKey,
  type DataKey,
  unwrapKey,
  type WrappedKey,
} from "#lib/secrets/data-key.ts";

/** Throws when SCRIPTBUS_SECRET is not the one that the key was wrapped with. */
export async function newestDataKey(tx: Tx, wrapping: Uint8Array): Promise<DataKey> {
  return unwrapKey(wrapping, (await findNewest(tx)) ?? (await createFirst(tx, wrapping)));
}

async function findNewest(tx: Tx): Promise<WrappedKey | undefined> {
  const [newest] = await tx.select().from(secretKeys).orderBy(desc(secretKeys.generation)).limit(1);
  return newest;
}

/** Of two that make it at once, the second waits for the first to commit, and takes its key. */
async function createFirst(tx: Tx, wrapping: Uint8Array): Promise<WrappedKey> {
  await tx.insert(secretKeys).values(createWrappedKey(wrapping, 1)).onConflictDoNothing();
  const [first] = await tx.select().from(secretKeys).where(eq(secretKeys.generation, 1));
  if (!first) throw new Error("there is no key for secrets, and none could be made");
  return first;
}
