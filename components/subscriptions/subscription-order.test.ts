import { expect, test } from "vitest";
import type { Subscription } from "#lib/subscriptions/subscription-schema.ts";
import { listInOrder } from "./subscription-order.ts";

const base: Subscription = {
  id: "0",
  scriptId: "s",
  eventType: "a",
  filter: null,
  priority: 100,
  retryCount: 3,
  backoff: { kind: "fixed", delayMs: 1 },
  breaker: "on",
  orderingKey: null,
  onLoop: "avoid",
  active: true,
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
};
const make = (id: string, more: Partial<Subscription>): Subscription => ({ ...base, id, ...more });

test("event types follow each other, within one the lowest priority runs first, then the oldest", () => {
  const listed = listInOrder([
    make("4", { eventType: "b", priority: 0 }),
    make("3", { eventType: "a", priority: 100 }),
    make("2", { eventType: "a", priority: 100 }),
    make("1", { eventType: "a", priority: 5 }),
  ]);
  expect(listed.map(({ subscription }) => subscription.id)).toEqual(["1", "2", "3", "4"]);
});

test("a pattern and a type that it matches are named to each other, once", () => {
  const listed = listInOrder([
    make("1", { eventType: "finance.*" }),
    make("2", { eventType: "finance.paid" }),
    make("3", { eventType: "finance.paid" }),
    make("4", { eventType: "crm.changed" }),
  ]);
  expect(listed.map(({ subscription, overlaps }) => [subscription.id, overlaps])).toEqual([
    ["4", []],
    ["1", ["finance.paid"]],
    ["2", ["finance.*", "finance.paid"]],
    ["3", ["finance.*", "finance.paid"]],
  ]);
});

test("what is switched off wakes nothing", () => {
  const listed = listInOrder([make("1", {}), make("2", { active: false })]);
  expect(listed.map(({ overlaps }) => overlaps)).toEqual([[], []]);
});
