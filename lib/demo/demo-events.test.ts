import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { readRequest } from "#lib/events/read-request.ts";
import { defaultTenantLimits } from "#lib/tenancy/tenant-limits.ts";
import type { DemoEvent } from "./demo-event.ts";
import { erpEvents } from "./erp-events.ts";
import { githubEvents, type WebhookExamples } from "./github-events.ts";

const webhooks: WebhookExamples = createRequire(import.meta.url)("@octokit/webhooks-examples");
const github = githubEvents(webhooks);

/** What the door says to a batch of them. */
function refusals(events: readonly DemoEvent[]): unknown[] {
  const body = Buffer.from(JSON.stringify(events));
  const headers = { "content-type": "application/json" };
  const read = readRequest({ headers, body }, defaultTenantLimits.payloadBytes);
  if (!read.ok) return [read.failure];
  return read.value.items.filter((item) => !item.ok);
}

describe("the ERP's events", () => {
  test("are the same for the same seed, and others for another", () => {
    expect(erpEvents(1)).toEqual(erpEvents(1));
    const known = new Set(erpEvents(1).map(({ id }) => id));
    expect(erpEvents(2).some(({ id }) => known.has(id))).toBe(false);
    expect(erpEvents(2).map(({ data }) => data)).not.toEqual(erpEvents(1).map(({ data }) => data));
  });

  test.each([0, 1, 2, 7, 1_000, 2 ** 31])("of seed %i are all taken by the door", (seed) => {
    const events = erpEvents(seed);
    expect(events.length).toBeGreaterThan(250);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(refusals(events)).toEqual([]);
  });

  test("tell each order in three steps, in order", () => {
    const steps = new Map<string, string[]>();
    for (const { type, data } of erpEvents(1)) {
      if (!type.startsWith("warehouse.order.")) continue;
      const { orderId } = data as { orderId: string };
      steps.set(orderId, [...(steps.get(orderId) ?? []), type]);
    }
    expect(steps.size).toBe(30);
    for (const types of steps.values()) {
      expect(types).toEqual([
        "warehouse.order.placed",
        "warehouse.order.picked",
        "warehouse.order.completed",
      ]);
    }
  });

  test("hold large payments, clients without a contact and invoices that do not add up", () => {
    const events = erpEvents(1);
    const having = (type: string, what: (data: Record<string, unknown>) => boolean) =>
      events.filter((e) => e.type === type && what(e.data as Record<string, unknown>)).length;
    expect(having("finance.payment.created", ({ amount }) => Number(amount) > 10_000)).toBe(10);
    expect(having("crm.client.updated", ({ contact }) => contact === null)).toBe(4);
    expect(having("crm.client.created", ({ contact }) => contact === null)).toBe(3);
    expect(having("PaymentCategoryCreatedEvent", () => true)).toBe(6);
  });
});

describe("GitHub's example payloads", () => {
  test("are 329 events, all taken by the door", () => {
    expect(github).toHaveLength(329);
    expect(new Set(github.map(({ id }) => id)).size).toBe(329);
    expect(refusals(github)).toEqual([]);
  });

  test("are named by event and action, or by the event alone", () => {
    const types = new Set(github.map(({ type }) => type));
    expect(types).toContain("github.issues.opened");
    expect(types).toContain("github.push");
    expect(types).toContain("github.repository_dispatch.on-demand-test");
  });
});
