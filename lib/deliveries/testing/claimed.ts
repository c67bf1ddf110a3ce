// A claimed delivery for tests that need no database.
import { defaultBackoff } from "#lib/deliveries/backoff.ts";
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";

let made = 0;

export function claimed(fields: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  made += 1;
  return {
    id: `delivery-${made}`,
    tenantId: "tenant",
    tenantSlug: "tenant",
    subscriptionId: "subscription",
    scriptId: "script",
    scriptName: "script",
    version: 1,
    executionId: `execution-${made}`,
    attempts: 0,
    maxAttempts: 4,
    crashes: 0,
    priority: 100,
    gated: false,
    orderingKey: null,
    idempotencyKey: `delivery-${made}`,
    backoff: defaultBackoff,
    deadLetterId: null,
    replayId: null,
    createdAt: new Date(made),
    queueWaitMs: 0,
    event: {
      id: `event-${made}`,
      type: "a.b",
      source: "test",
      externalId: null,
      subject: null,
      time: new Date(0),
      receivedAt: new Date(0),
      correlationId: `event-${made}`,
      causationId: null,
      hop: 0,
      path: [],
      replayOf: null,
      traceparent: null,
      extensions: null,
      dataJson: "{}",
    },
    ...fields,
  };
}
