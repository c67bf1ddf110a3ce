// Sends events through the door in batches, and counts what the door said.
import type { DemoEvent } from "#lib/demo/demo-event.ts";
import type { Api } from "./api.ts";

export type Published = {
  accepted: number;
  /** Of those, how many had been sent before. */
  duplicates: number;
  refused: { id: string; reason: string }[];
};

type ItemAnswer = {
  index: number;
  status: number;
  duplicate?: boolean;
  problem?: { detail: string };
};

/** Well below the door's 1,000 items and 4 MB, so that the workers start while the rest is sent. */
const batchItems = 100;
const batchBytes = 1024 * 1024;

export async function publishEvents(api: Api, events: readonly DemoEvent[]): Promise<Published> {
  const published: Published = { accepted: 0, duplicates: 0, refused: [] };
  for (const batch of inBatches(events)) {
    const { items } = (await api.post("/events", batch)) as { items: ItemAnswer[] };
    const refused = items.filter(({ status }) => status !== 202);
    published.accepted += items.length - refused.length;
    published.duplicates += items.filter(({ duplicate }) => duplicate).length;
    for (const { index, status, problem } of refused) {
      const reason = problem?.detail ?? `status ${status}`;
      published.refused.push({ id: batch[index]?.id ?? `item ${index}`, reason });
    }
  }
  return published;
}

export function inBatches(events: readonly DemoEvent[]): DemoEvent[][] {
  const batches: DemoEvent[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event));
    const last = batches.at(-1);
    if (last && last.length < batchItems && bytes + size <= batchBytes) {
      last.push(event);
      bytes += size;
    } else {
      batches.push([event]);
      bytes = size;
    }
  }
  return batches;
}
