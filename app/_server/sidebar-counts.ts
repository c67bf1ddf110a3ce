// What the sidebar counts: where somebody must act.
import type { Tx } from "#db/client.ts";
import { countOpenLetters } from "#db/repositories/overview.ts";
import type { Counted } from "#lib/overview/overview.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

export type SidebarCounts = { openLetters: Counted };

/** Nobody reads more in a sidebar. */
const bound = 999;

export async function readSidebarCounts(tx: Tx, actor: Actor): Promise<SidebarCounts> {
  return { openLetters: await countOpenLetters(tx, actor, bound) };
}
