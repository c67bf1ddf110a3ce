// How many of the newest events a filter would match, while it is typed: a bounded look, never the whole table.
import type { Tx } from "#db/client.ts";
import { maxSample } from "#lib/filters/check-filter.ts";
import type { CompiledFilter } from "#lib/filters/compile-filter.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { inLookOf, lookThrough } from "./look-through.ts";
import { newestEventIds, readerOf } from "./newest-events.ts";

export type FilterPreview = {
  /** Events that were looked at, newest first. */
  tested: number;
  matched: number;
  /** The newest that match, at most ten. */
  sampleEventIds: string[];
  /** The look was cut off by its bounds: there are events that it did not come to, though they were asked for. */
  partial: boolean;
};

type Wanted = { filter: CompiledFilter; eventType: string; sample: number; withinMs?: number };

const mostSamples = 10;
const maxMs = 1_000;

/** A third look of a tenant at the same time has no room. */
const notLooked: FilterPreview = { tested: 0, matched: 0, sampleEventIds: [], partial: true };

/**
 * `eventType` may be a pattern; `sample` is how many of its newest events are tried, at most 10,000. Takes a second at
 * most, or `withinMs`.
 */
export async function previewFilter(tx: Tx, actor: Actor, wanted: Wanted): Promise<FilterPreview> {
  return (await inLookOf(actor.tenantId, () => tryOnNewest(tx, actor, wanted))) ?? notLooked;
}

async function tryOnNewest(
  tx: Tx,
  actor: Actor,
  { filter, eventType, sample, withinMs = maxMs }: Wanted,
): Promise<FilterPreview> {
  const endsAt = performance.now() + withinMs;
  const most = Math.min(sample, maxSample);
  const { ids, isCut: isPatternCut } = await newestEventIds(tx, actor, {
    pattern: eventType,
    most,
  });
  const sampleEventIds: string[] = [];
  let matched = 0;
  const bounds = { most: Number.POSITIVE_INFINITY, maxMs: endsAt - performance.now() };
  const { looked, isCut } = await lookThrough(
    readerOf(tx, actor, ids),
    bounds,
    ({ id, envelope, data }) => {
      if (!filter.matches(JSON.parse(data), envelope)) return "more";
      matched += 1;
      if (sampleEventIds.length < mostSamples) sampleEventIds.push(id);
      return "more";
    },
  );
  return { tested: looked, matched, sampleEventIds, partial: isPatternCut || isCut };
}
