// A delivery as a row of the console's list, and how many wait for what.
import type { Delivery } from "#lib/deliveries/delivery-schema.ts";
import type { Attempt, LetterLink } from "#lib/executions/execution-detail.ts";
import type { NamedScript } from "#lib/scripts/named-script.ts";
import type { Page } from "#lib/shared/paging.ts";

export type ListedDelivery = Delivery &
  NamedScript & {
    /** Name and message of the last failed attempt's error, cut. */
    lastError: string | null;
  };

/** `searchedTo`: the list looked no further than this, although it is not full. */
export type DeliveryListPage = Page<ListedDelivery> & { searchedTo?: string };

export type DeliveryDetail = ListedDelivery & {
  /** Oldest first. */
  history: readonly Attempt[];
  /** The oldest delivery of its ordering key, when it waits for that one. */
  blockedBy: string | null;
  /** The value its ordering key has in this event, as JSON. */
  orderingKey: string | null;
  /** Null when it was deleted. */
  subscription: { eventType: string; filter: string | null } | null;
  letter: LetterLink | null;
};

/** Unfinished ones, each counted once. */
export type DeliveryCounts = {
  /** For an earlier priority. */
  waiting: number;
  /** Nothing keeps them from a free slot: also retries whose time has come. */
  ready: number;
  /** By an older delivery of their ordering key. */
  held: number;
  running: number;
  /** Until the time of their next try. */
  retrying: number;
  /** Counted among the oldest 10,000 only: there are more. */
  capped: boolean;
};

/** Of a selection: those that were still in the state for it, and those that no longer were. */
export type BulkOutcome = { done: number; missed: number };

/** How many deliveries one call acts on. */
export const largestSelection = 200;
