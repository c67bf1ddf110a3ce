// The events of "Send demo events": an endless stream for each seed, from which batches are cut by position. The same
// seed and position always give the same events with the same ids, so that a batch sent twice is stored once.
import type { DemoEvent } from "./demo-event.ts";
import { erpEvents } from "./erp-events.ts";
import { githubEvents, type WebhookExamples } from "./github-events.ts";
import { createRandom } from "./random.ts";

export type DemoCut = {
  /** A whole number from 0 to `greatestSeed` (demo-seed.ts). */
  seed: number;
  /** The first event, from 0. */
  from: number;
  count: number;
};

/** Business events: one day of the ERP after the other, each with a seed of its own. */
export function erpBatch({ seed, from, count }: DemoCut): DemoEvent[] {
  const size = erpEvents(seed).length;
  const firstDay = Math.floor(from / size);
  const lastDay = Math.floor((from + count - 1) / size);
  const days = Array.from({ length: lastDay - firstDay + 1 }, (_, n) => firstDay + n);
  const start = from - firstDay * size;
  return days.flatMap((day) => erpEvents(seed + day)).slice(start, start + count);
}

/** GitHub's examples, shuffled by the seed, again and again. */
export function githubBatch(
  { seed, from, count }: DemoCut,
  webhooks: WebhookExamples,
): DemoEvent[] {
  const events = shuffle(githubEvents(webhooks), seed);
  return Array.from({ length: count }, (_, n) => from + n).flatMap((position) => {
    const event = events[position % events.length];
    return event ? [{ ...event, id: `demo-${seed}-${position + 1}` }] : [];
  });
}

/** Fisher and Yates. */
function shuffle<T>(list: readonly T[], seed: number): T[] {
  const random = createRandom(seed);
  const shuffled = [...list];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = random.int(0, last);
    [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T]; // both are in the list
  }
  return shuffled;
}
