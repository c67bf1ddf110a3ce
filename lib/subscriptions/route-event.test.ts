import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileOrderingKey } from "./ordering-key.ts";
import {
  type RoutableEvent,
  type Route,
  type RoutedSubscription,
  routeEvent,
} from "./route-event.ts";

const event: RoutableEvent = {
  id: "event",
  tenantId: "tenant",
  seq: 1,
  type: "shop.order.paid",
  source: "api",
  subject: null,
  time: new Date("2026-01-01T00:00:00Z"),
  hop: 0,
  path: [],
  replayOf: null,
  dataJson: '{"amount":7,"order":{"id":"o-1"}}',
};

const subscription: RoutedSubscription = {
  id: "s",
  scriptId: "script",
  priority: 100,
  maxAttempts: 4,
  orderingKey: null,
  onLoop: "avoid",
  active: true,
};

const data = () => JSON.parse(event.dataJson);

const subscriptions = fc
  .array(
    fc.record({
      priority: fc.constantFrom(0, 1, 100, 2_147_483_647),
      onLoop: fc.constantFrom("avoid" as const, "allow" as const),
      active: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    rows.map((row, n): RoutedSubscription => ({ ...subscription, ...row, id: `s${n}` })),
  );
const paths = fc.subarray(["s0", "s1", "s2", "elsewhere"]);

/** The laws of a route, for any event and subscriptions. */
function law(check: (route: Route, all: RoutedSubscription[], path: string[]) => void): void {
  const property = fc.property(subscriptions, paths, (all, path) =>
    check(routeEvent({ ...event, path }, all, data), all, path),
  );
  fc.assert(property, { numRuns: 1_000 });
}

const ids = (rows: readonly { subscriptionId: string | null }[]) =>
  rows.map(({ subscriptionId }) => subscriptionId);

describe("for every event and every set of subscriptions", () => {
  test("each subscription is in exactly one of deliveries and skips", () => {
    law(({ deliveries, skips }, all) => {
      const named = [...ids(deliveries), ...ids(skips)].filter((id) => id !== null);
      expect(named.sort()).toEqual(all.map(({ id }) => id).sort());
    });
  });

  test("skips are the inactive ones, then those of a loop that avoid it", () => {
    law(({ skips }, all, path) => {
      const expected = all.flatMap(({ id, active, onLoop }) => {
        if (!active) return [{ subscriptionId: id, reason: "inactive" }];
        return onLoop === "avoid" && path.includes(id)
          ? [{ subscriptionId: id, reason: "loop" }]
          : [];
      });
      const named = skips.filter(({ subscriptionId }) => subscriptionId !== null);
      expect(named).toMatchObject(expected);
      expect(named).toHaveLength(expected.length);
    });
  });

  test("the event is marked as without subscriber exactly when there is none", () => {
    law(({ skips }, all) => {
      const marked = skips.some(({ reason }) => reason === "no_subscriber");
      expect(marked).toBe(all.length === 0);
    });
  });

  test("those of the lowest priority are ready, all others wait", () => {
    law(({ deliveries }) => {
      const lowest = Math.min(...deliveries.map(({ priority }) => priority));
      for (const { state, priority } of deliveries) {
        expect(state).toBe(priority === lowest ? "ready" : "waiting");
      }
    });
  });

  test("there is a gate exactly when there are two priorities, and it waits for the ready ones", () => {
    law(({ deliveries, gate }) => {
      const priorities = new Set(deliveries.map(({ priority }) => priority));
      expect(gate !== null).toBe(priorities.size > 1);
      expect(deliveries.every(({ gated }) => gated === (gate !== null))).toBe(true);
      if (!gate) return;
      expect(gate.openPriority).toBe(Math.min(...priorities));
      expect(gate.remaining).toBe(deliveries.filter(({ state }) => state === "ready").length);
    });
  });

  test("the order of the subscriptions changes nothing", () => {
    law((route, all, path) => {
      const other = routeEvent({ ...event, path }, all.toReversed(), data);
      expect(other.gate).toEqual(route.gate);
      expect(other.deliveries.toReversed()).toEqual(route.deliveries);
    });
  });
});

describe("a delivery", () => {
  test("carries its subscription's script, attempts and the key of the payload", () => {
    const keyed = {
      ...subscription,
      orderingKey: compileOrderingKey("$.order.id"),
      maxAttempts: 1,
    };
    expect(routeEvent(event, [keyed], data).deliveries).toEqual([
      {
        subscriptionId: "s",
        scriptId: "script",
        state: "ready",
        priority: 100,
        maxAttempts: 1,
        orderingKey: '"o-1"',
        gated: false,
      },
    ]);
  });

  test("two matching subscriptions of one script give two deliveries", () => {
    const both = [subscription, { ...subscription, id: "t" }];
    expect(routeEvent(event, both, data).deliveries).toHaveLength(2);
  });
});
