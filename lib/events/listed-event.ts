// An event as a row of the console's list, and the words of the list's filters.
import type { EventStatus } from "#lib/events/event-view.ts";
import type { Page } from "#lib/shared/paging.ts";

/** How many of its deliveries are where. */
export type EventOutcomes = {
  /** Waiting, ready, running or scheduled. */
  unfinished: number;
  succeeded: number;
  dead: number;
  cancelled: number;
};

export type ListedEvent = {
  id: string;
  type: string;
  source: string;
  subject: string | null;
  receivedAt: string;
  /** 0 for what came from outside. */
  hop: number;
  isReplay: boolean;
  status: EventStatus;
  outcomes: EventOutcomes;
};

/** `searchedTo`: the list looked back no further than this, although it is not full. */
export type EventListPage = Page<ListedEvent> & { searchedTo?: string };

export const eventRanges = {
  "15m": { label: "Last 15 minutes", minutes: 15 },
  "1h": { label: "Last hour", minutes: 60 },
  "24h": { label: "Last 24 hours", minutes: 24 * 60 },
  "7d": { label: "Last 7 days", minutes: 7 * 24 * 60 },
  all: { label: "All time", minutes: null },
} as const satisfies Record<string, { label: string; minutes: number | null }>;

export type EventRange = keyof typeof eventRanges;

/** Nothing about it will change any more. */
export function isSettled({ status, outcomes }: Pick<ListedEvent, "status" | "outcomes">): boolean {
  return status !== "unrouted" && outcomes.unfinished === 0;
}

/** Where a range begins, ISO 8601; undefined for all time. */
export function rangeStart(range: EventRange | undefined, now: Date): string | undefined {
  const minutes = range ? eventRanges[range].minutes : null;
  return minutes === null ? undefined : new Date(now.getTime() - minutes * 60_000).toISOString();
}
