// An order as the web process would send it.
import { randomUUID, randomUUIDv7 } from "node:crypto";
import type { TestRunOrder } from "#lib/scripts/test-run-order.ts";

type Choices = {
  javascript: string;
  tenantId?: string;
  scriptId?: string;
  version?: number;
  dryRun?: boolean;
};

export function orderOf({
  javascript,
  tenantId = randomUUID(),
  scriptId = randomUUID(),
  version = 1,
  dryRun = true,
}: Choices): TestRunOrder {
  const id = randomUUIDv7();
  return {
    tenant: { id: tenantId, slug: "acme" },
    script: { id: scriptId, name: "handler", kind: "event_handler", version, javascript },
    event: {
      id,
      type: "a.b",
      source: "test",
      subject: "s",
      time: "2026-01-01T00:00:00.000Z",
      receivedAt: "2026-01-01T00:00:01.000Z",
      externalId: "e-1",
      correlationId: id,
      causationId: null,
      hop: 2,
      path: [randomUUID()],
      replayOf: null,
      traceparent: null,
      extensions: { region: "eu" },
    },
    isPast: false,
    dryRun,
    data: { amount: 1 },
  };
}
