import { expect, test } from "vitest";
import { type ClaimedDelivery, contextJson } from "#lib/deliveries/claimed-delivery.ts";
import type { TestedEvent } from "#lib/scripts/test-run-order.ts";
import { testContextJson } from "./test-context.ts";
import { orderOf } from "./testing/order.ts";

test("a script is told the same of an event as in a delivery of it", () => {
  const order = orderOf({ javascript: "return 1" });
  const { event, tenant, script } = order;
  const delivery = {
    id: "d",
    tenantId: tenant.id,
    tenantSlug: tenant.slug,
    scriptId: script.id,
    scriptName: script.name,
    version: script.version,
    executionId: "x",
    attempts: 0,
    idempotencyKey: "k",
    replayId: null,
    event: asStored(event),
  } as Partial<ClaimedDelivery> as ClaimedDelivery; // what the context is made of
  const ofDelivery = JSON.parse(contextJson(delivery)) as Record<string, unknown>;
  const ofTest = JSON.parse(testContextJson(order, "x")) as Record<string, unknown>;
  expect(ofTest).toEqual({ ...ofDelivery, deliveryId: null, idempotencyKey: "test:x" });
});

function asStored({ time, receivedAt, ...event }: TestedEvent): ClaimedDelivery["event"] {
  return { ...event, time: new Date(time), receivedAt: new Date(receivedAt), dataJson: "1" };
}
