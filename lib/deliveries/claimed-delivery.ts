// A delivery as the claim hands it to the executor: the lease, what to run, and the event's own words.
import type { Backoff } from "#lib/deliveries/backoff.ts";

export type ClaimedDelivery = {
  id: string;
  tenantId: string;
  tenantSlug: string;
  subscriptionId: string;
  scriptId: string;
  scriptName: string;
  /** The version this attempt runs: pinned by a replay, else the one deployed now. */
  version: number;
  /** This attempt; also the fencing token of the lease. */
  executionId: string;
  /** Attempts charged before this one. */
  attempts: number;
  maxAttempts: number;
  crashes: number;
  priority: number;
  gated: boolean;
  orderingKey: string | null;
  idempotencyKey: string;
  backoff: Backoff;
  deadLetterId: string | null;
  replayId: string | null;
  createdAt: Date;
  queueWaitMs: number;
  event: {
    id: string;
    type: string;
    source: string;
    externalId: string | null;
    subject: string | null;
    time: Date;
    receivedAt: Date;
    correlationId: string;
    causationId: string | null;
    hop: number;
    path: readonly string[];
    replayOf: string | null;
    traceparent: string | null;
    extensions: Record<string, string> | null;
    dataJson: string;
  };
};

export function isReplay(delivery: ClaimedDelivery): boolean {
  return delivery.replayId !== null || delivery.event.replayOf !== null;
}

/** The subscriptions that a chain of events has passed when this delivery runs. */
export function pathThrough({ event, subscriptionId }: ClaimedDelivery): readonly string[] {
  return [...event.path, subscriptionId];
}

/** What `sdk.events.context()` returns, as JSON: the envelope without its data, and this attempt. */
export function contextJson(delivery: ClaimedDelivery): string {
  const { event } = delivery;
  return JSON.stringify({
    id: event.id,
    type: event.type,
    source: event.source,
    subject: event.subject,
    time: event.time,
    receivedAt: event.receivedAt,
    externalId: event.externalId,
    correlationId: event.correlationId,
    causationId: event.causationId,
    hop: event.hop,
    replayOf: event.replayOf,
    traceparent: event.traceparent,
    extensions: event.extensions ?? {},
    attempt: delivery.attempts + 1,
    deliveryId: delivery.id,
    executionId: delivery.executionId,
    idempotencyKey: delivery.idempotencyKey,
    replay: isReplay(delivery),
    tenant: { id: delivery.tenantId, slug: delivery.tenantSlug },
    script: { id: delivery.scriptId, name: delivery.scriptName, version: delivery.version },
  });
}
