// What `sdk.events.context()` returns in a test run: the same as for a delivery, which there is none of.
import type { TestRunOrder } from "#lib/scripts/test-run-order.ts";

export function testContextJson(
  { tenant, script, event }: TestRunOrder,
  executionId: string,
): string {
  const { path: _, ...envelope } = event;
  return JSON.stringify({
    ...envelope,
    extensions: event.extensions ?? {},
    attempt: 1,
    deliveryId: null,
    executionId,
    idempotencyKey: `test:${executionId}`,
    replay: false,
    tenant,
    script: { id: script.id, name: script.name, version: script.version },
  });
}
