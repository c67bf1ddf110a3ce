// A page about one thing answers 404 when that thing is not there. Only a layout can still say so: it stands above the
// page's skeleton, below which the answer has begun.
import { notFound } from "next/navigation";
import type { Tx } from "#db/client.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { readPage } from "./page.ts";

/** `params` are those of the route; an id that is none names nothing. A read that is refused is the page's to show. */
export async function mustExist(
  params: Promise<{ id: string }>,
  exists: (tx: Tx, actor: Actor, id: string) => Promise<boolean>,
): Promise<void> {
  const asked = idParams.safeParse(await params);
  if (!asked.success) notFound();
  const found = await readPage("read", async ({ tx, actor }) =>
    succeed(await exists(tx, actor, asked.data.id)),
  );
  if (found.ok && !found.value) notFound();
}
