// The workers' addresses, as they were at most a second ago: a request to an endpoint needs no query to find one.
import { listLiveWorkers } from "#db/repositories/live-workers.ts";
import { database } from "./database.ts";

const keptMs = 1_000;

let known: { at: number; addresses: Promise<string[]> } | undefined;
let turn = 0;

/** Each call begins with another one. */
export async function knownWorkers(): Promise<string[]> {
  if (!known || performance.now() - known.at > keptMs) look();
  const addresses = (await known?.addresses) ?? [];
  turn += 1;
  const first = turn % Math.max(1, addresses.length);
  return [...addresses.slice(first), ...addresses.slice(0, first)];
}

/** None of them could be reached: the next one looks again. */
export function forgetWorkers(): void {
  known = undefined;
}

function look(): void {
  const addresses = listLiveWorkers(database());
  known = { at: performance.now(), addresses };
  addresses.catch(forgetWorkers);
}
