// One event as its page tells it: what it is, who reacted and who did not, and the chain it belongs to.
import type { DeliveryReason } from "#lib/deliveries/delivery-schema.ts";
import type { DeliveryState } from "#lib/deliveries/delivery-state.ts";
import type { ChainEvent } from "#lib/events/event-chain.ts";
import type { EventStatus } from "#lib/events/event-view.ts";
import type { EventOutcomes } from "#lib/events/listed-event.ts";
import type { ExecutionStatus } from "#lib/executions/execution-status.ts";
import type { Explanation } from "#lib/filters/explanation.ts";

/** Of an event nothing ever changes. */
export type EventFacts = {
  id: string;
  type: string;
  source: string;
  /** The id its producer gave it. */
  externalId: string | null;
  subject: string | null;
  time: string;
  receivedAt: string;
  correlationId: string;
  hop: number;
  replayOf: string | null;
  traceparent: string | null;
  extensions: Record<string, string> | null;
  /** The execution that emitted it; the script may be gone. */
  cause: EventCause | null;
  /** The payload as it was sent. */
  dataJson: string;
  bytes: number;
};

export type EventCause = {
  executionId: string;
  scriptId: string | null;
  scriptName: string | null;
  /** The event that the execution reacted to; null when its row has expired. */
  eventId: string | null;
};

export type Reaction = {
  deliveryId: string;
  subscriptionId: string;
  scriptId: string;
  /** Null when the script is gone without a trace. */
  scriptName: string | null;
  /** What the subscription is for now; null when it was deleted. */
  subscription: { eventType: string; filter: string | null } | null;
  state: DeliveryState;
  reason: DeliveryReason | null;
  attempts: number;
  maxAttempts: number;
  priority: number;
  nextAttemptAt: string | null;
  /** The newest attempt: the running one, else the last that ended. */
  run: { executionId: string; status: ExecutionStatus; ms: number; error: string | null } | null;
};

/** What a subscription's filter says about an event. */
export type FilterReason = {
  /** As it is stored. */
  filter: string;
  /** The subscription was changed after the event came in: this may not be the filter that decided. */
  isChanged: boolean;
  matches: boolean;
  /** Null for a filter that cannot be read, and where a page has no room for more. */
  explanation: Explanation | null;
};

export type SkippedSubscription = {
  subscriptionId: string;
  scriptId: string | null;
  scriptName: string | null;
  eventType: string | null;
  /** `filter`, `inactive`, `loop`, … */
  reason: string;
  detail: string | null;
  /** Of the reason `filter`. */
  why: FilterReason | null;
};

/** Settled when the event is routed. */
export type EventSkips = {
  skipped: SkippedSubscription[];
  /** How many others were skipped, or would have to be tried to know. */
  moreSkipped: number;
  /** Of those that got a delivery and have a filter, by subscription. */
  matched: Record<string, FilterReason>;
  /** Subscriptions of the tenant that are for other types. */
  elsewhere: number;
};

/** What may still change. */
export type EventStory = {
  status: EventStatus;
  /** Of all its deliveries, also of those that are not told. */
  outcomes: EventOutcomes;
  reactions: Reaction[];
  /** There are deliveries beyond those that are told. */
  hasMoreReactions: boolean;
  chain: ChainEvent[];
  /** The chain has more events than are told. */
  chainIsCut: boolean;
};
