// The paths that the newest events of a type have, for completing a filter while it is typed.
import type { Tx } from "#db/client.ts";
import { type ObservedPath, observePaths } from "#lib/filters/observe-paths.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { lookThrough } from "./look-through.ts";
import { newestEventIds, readerOf } from "./newest-events.ts";

const most = 50;
const maxMs = 300;
const maxCharacters = 4 * 1024 * 1024;

/** From the newest 50 events of the type or pattern; at most 200 paths, at most 6 keys deep, shallow ones first. */
export async function observedPaths(
  tx: Tx,
  actor: Actor,
  eventType: string,
): Promise<ObservedPath[]> {
  const { ids } = await newestEventIds(tx, actor, { pattern: eventType, most });
  const payloads: unknown[] = [];
  let characters = 0;
  await lookThrough(readerOf(tx, actor, ids), { most, maxMs }, ({ data }) => {
    payloads.push(JSON.parse(data));
    characters += data.length;
    return characters > maxCharacters ? "enough" : "more";
  });
  return observePaths(payloads);
}
