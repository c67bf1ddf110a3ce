// The paths that the newest events of a type have, for completing a filter while it is typed.
import type { Tx } from "#db/client.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

export type ObservedKind = "string" | "number" | "boolean" | "null" | "array" | "object";

export type ObservedPath = {
  /** As a filter writes it: `$.amount`, `$["a-b"]`, `$.items[0].sku`. */
  path: string;
  kinds: ObservedKind[];
  /** A short value seen there, as JSON; null for what has none (an array, an object). */
  sample: string | null;
};

/** From the newest 50 events of the type or pattern; at most 200 paths, at most 6 keys deep. */
export async function observedPaths(
  _tx: Tx,
  _actor: Actor,
  _eventType: string,
): Promise<ObservedPath[]> {
  return [];
}
