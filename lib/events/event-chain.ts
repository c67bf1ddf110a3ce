// The events that one event led to, as a tree: each below the event whose reaction emitted it. Pure.
import type { EventStatus } from "#lib/events/event-view.ts";

export type ChainEvent = {
  id: string;
  type: string;
  receivedAt: string;
  status: EventStatus;
  replayOf: string | null;
  /** The event that its script reacted to; null for what came from outside. */
  parentId: string | null;
  /** The script that emitted it. */
  scriptName: string | null;
};

export type ChainRow = ChainEvent & { depth: number };

/** Depth first, in the order of the ids. An event whose parent is not there stands at the top. */
export function arrangeChain(events: readonly ChainEvent[]): ChainRow[] {
  const known = new Set(events.map((event) => event.id));
  const children = new Map<string | null, ChainEvent[]>();
  for (const event of [...events].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const above = parentOf(event);
    const parent = above !== null && known.has(above) && above < event.id ? above : null;
    children.set(parent, [...(children.get(parent) ?? []), event]);
  }
  const below = (parent: string | null, depth: number): ChainRow[] =>
    (children.get(parent) ?? []).flatMap((event) => [
      { ...event, depth },
      ...below(event.id, depth + 1),
    ]);
  return below(null, 0);
}

/** An edited replay stands below the event it repeats. */
function parentOf({ parentId, replayOf }: ChainEvent): string | null {
  return replayOf ?? parentId;
}
