// What the sidebar counts: where somebody must act.
import { defineLive } from "#app/_server/live.ts";
import { countOpenLetters } from "#db/repositories/overview.ts";
import { succeed } from "#lib/shared/failure.ts";

/** Nobody reads more in a sidebar. */
const bound = 999;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read" },
  async ({ tx, actor }) => succeed({ openLetters: await countOpenLetters(tx, actor, bound) }),
);
