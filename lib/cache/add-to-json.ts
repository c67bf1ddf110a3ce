// How a number in the cache is counted up, for stores that hold it in this process.
import type { CacheAnswer } from "./cache-store.ts";

/** `json` is null when there is no entry. */
export function addToJson(json: string | null, by: number): CacheAnswer<number> {
  if (json !== null && !/^-?\d+$/.test(json)) return { ok: false, problem: "not_an_integer" };
  const value = Number(json ?? 0) + by;
  return Number.isSafeInteger(value) ? { ok: true, value } : { ok: false, problem: "overflow" };
}
