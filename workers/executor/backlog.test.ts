import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { claimed } from "#lib/deliveries/testing/claimed.ts";
import { type TenantLimits, tenantLimits } from "#lib/tenancy/tenant-limits.ts";
import { Backlog, unmeasuredCap, type Work } from "./backlog.ts";

const anyone = () => true;

function setup({ children = 2, ...limits }: Partial<TenantLimits> & { children?: number } = {}) {
  return new Backlog({ children, limits: () => tenantLimits(limits) });
}

function some(count: number, fields: Parameters<typeof claimed>[0] = {}) {
  return Array.from({ length: count }, () => claimed(fields));
}

const { tenantId, scriptId } = claimed({});
const owner = { tenantId, scriptId };
const computing = (ms: number) => ({ durationMs: ms, cpuMs: ms });
const waiting = (ms: number) => ({ durationMs: ms, cpuMs: 0.1 });

/** Takes until nothing may start. */
function takeAll(backlog: Backlog, idleChildren = 1): Work[] {
  const works: Work[] = [];
  for (
    let work = backlog.take(idleChildren, anyone);
    work;
    work = backlog.take(idleChildren, anyone)
  )
    works.push(work);
  return works;
}

const idsOf = (works: readonly Work[]) =>
  works.flatMap(({ deliveries }) => deliveries.map(({ id }) => id));

describe("turns", () => {
  test("tenants take them one after the other, however much one of them has", () => {
    const backlog = setup();
    backlog.add(some(100, { tenantId: "busy", scriptId: "s-busy" }));
    backlog.add(some(1, { tenantId: "quiet", scriptId: "s-quiet" }));
    backlog.add(some(10, { tenantId: "third", scriptId: "s-third" }));
    const order = Array.from({ length: 5 }, () => backlog.take(1, anyone)?.tenantId);
    expect(order).toEqual(["busy", "quiet", "third", "busy", "third"]);
  });

  test("a tenant whose slots are all taken is passed over, and keeps its turn", () => {
    const backlog = setup({ runsPerTenant: 1 });
    backlog.add([
      ...some(20, { tenantId: "a", scriptId: "s-a" }),
      ...some(20, { tenantId: "b", scriptId: "s-b" }),
    ]);
    const [first, second] = takeAll(backlog);
    expect([first?.tenantId, second?.tenantId]).toEqual(["a", "b"]);
    if (second) backlog.finish(second);
    if (first) backlog.finish(first);
    expect(backlog.take(1, anyone)?.tenantId).toBe("a");
  });

  test("within a tenant the delivery that waits longest goes first", () => {
    const backlog = setup();
    backlog.add([
      claimed({ scriptId: "young", createdAt: new Date(200) }),
      claimed({ scriptId: "old", createdAt: new Date(100) }),
    ]);
    expect(takeAll(backlog).map(({ scriptId }) => scriptId)).toEqual(["old", "young"]);
  });

  test("deliveries of one script version start in the order in which they came", () => {
    const backlog = setup({ runsPerScript: 100, runsPerTenant: 100 });
    const deliveries = some(40);
    backlog.add(deliveries);
    expect(idsOf(takeAll(backlog))).toEqual(deliveries.map(({ id }) => id));
  });

  test("are of the tenants that have something waiting", () => {
    const backlog = setup();
    expect(backlog.tenants()).toEqual([]);
    backlog.add([claimed({ tenantId: "a" }), claimed({ tenantId: "b", scriptId: "b" })]);
    expect(backlog.tenants()).toEqual(["a", "b"]);
    backlog.take(1, anyone);
    expect(backlog.tenants()).toEqual(["b"]);
  });

  test("two versions of a script are never in one batch, and share the script's slots", () => {
    const backlog = setup({ runsPerScript: 1 });
    backlog.add([claimed({ version: 1 }), claimed({ version: 2 }), claimed({ version: 1 })]);
    const [only, ...others] = takeAll(backlog);
    expect(only?.deliveries.map(({ version }) => version)).toEqual([1, 1]);
    expect(others).toEqual([]);
  });
});

describe("batches", () => {
  test("of a script that was never measured are small", () => {
    const backlog = setup();
    backlog.add(some(100));
    expect(backlog.take(1, anyone)?.deliveries).toHaveLength(2);
  });

  test("of a fast script are large, of a slow one single", () => {
    const sizeAfter = (ms: number) => {
      const backlog = setup();
      backlog.measure(owner, computing(ms));
      backlog.add(some(300));
      return backlog.take(1, anyone)?.deliveries.length;
    };
    expect([0, 0.1, 1, 10, 50, 30_000].map(sizeAfter)).toEqual([100, 100, 50, 5, 1, 1]);
  });

  test("of a script that waits are as large as its slots, however long it waits", () => {
    const sizeAfter = (ms: number) => {
      const backlog = setup({ children: 1 });
      backlog.measure(owner, waiting(ms));
      backlog.add(some(300));
      return backlog.take(1, anyone)?.deliveries.length;
    };
    expect([10, 25, 200, 10_000].map(sizeAfter)).toEqual([25, 10, 5, 5]);
  });

  test("of a script that waits take all of its slots, for one child can wait for all of them", () => {
    const backlog = setup({ children: 4 });
    backlog.measure(owner, waiting(500));
    backlog.add(some(300));
    expect(backlog.take(1, anyone)).toMatchObject({ slots: 5, deliveries: { length: 5 } });
  });

  test("of a script whose CPU time is unknown count all of its time as busy", () => {
    const backlog = setup();
    backlog.measure(owner, { durationMs: 1_000, cpuMs: null });
    backlog.add(some(300));
    expect(backlog.take(1, anyone)?.deliveries).toHaveLength(1);
  });

  test("are shared among the idle children", () => {
    const backlog = setup();
    backlog.measure(owner, computing(0.1));
    backlog.add(some(30));
    expect(backlog.take(3, anyone)?.deliveries).toHaveLength(10);
  });
});

describe("what may be claimed ahead", () => {
  test("shrinks with what already waits, and never below nothing", () => {
    const backlog = setup();
    const capOf = () => backlog.caps().get("script");
    expect(capOf()).toBeUndefined();
    backlog.add(some(10));
    expect(capOf()).toBe(unmeasuredCap - 10);
    backlog.add(some(100, { version: 2 }));
    expect(capOf()).toBe(0);
    backlog.empty();
    backlog.measure(owner, computing(10));
    expect(capOf()).toBe(40);
    backlog.add(some(15));
    expect(capOf()).toBe(25);
  });

  test("of a script that waits is at least what its slots hold", () => {
    const backlog = setup();
    backlog.measure(owner, waiting(2_000));
    expect(backlog.caps().get("script")).toBe(5);
  });

  test("is little for slow scripts and bounded for fast ones", () => {
    const capAfter = (ms: number) => {
      const backlog = setup();
      backlog.measure(owner, computing(ms));
      return backlog.caps().get("script");
    };
    expect([30_000, 400, 100, 1, 0].map(capAfter)).toEqual([1, 1, 4, 400, 500]);
  });
});

type Step = { tenant: number; script: number; count: number; take: number; finish: boolean };

/** Plays the steps and reports every start, with what ran at that moment. */
function play(steps: readonly Step[], backlog: Backlog) {
  const added: string[] = [];
  const started: Work[] = [];
  const running: Work[] = [];
  const busiest = { script: 0, tenant: 0 };
  const slotsOf = (key: "scriptId" | "tenantId", id: string) =>
    running.filter((work) => work[key] === id).reduce((sum, { slots }) => sum + slots, 0);
  for (const { tenant, script, count, take, finish } of steps) {
    const deliveries = some(count, { tenantId: `t${tenant}`, scriptId: `t${tenant}s${script}` });
    backlog.add(deliveries);
    added.push(...deliveries.map(({ id }) => id));
    for (let n = 0; n < take; n += 1) {
      const work = backlog.take(1 + (n % 3), anyone);
      if (!work) break;
      started.push(work);
      running.push(work);
      busiest.script = Math.max(busiest.script, slotsOf("scriptId", work.scriptId));
      busiest.tenant = Math.max(busiest.tenant, slotsOf("tenantId", work.tenantId));
    }
    const over = finish ? running.shift() : undefined;
    if (over) backlog.finish(over);
  }
  return { added, started, running, busiest };
}

const steps = fc.array(
  fc.record({
    tenant: fc.nat(2),
    script: fc.nat(2),
    count: fc.nat(12),
    take: fc.nat(3),
    finish: fc.boolean(),
  }),
  { maxLength: 30 },
);
const limits = fc.record({
  runsPerScript: fc.integer({ min: 1, max: 6 }),
  runsPerTenant: fc.integer({ min: 1, max: 8 }),
  children: fc.integer({ min: 1, max: 4 }),
});

describe("whatever happens in whatever order", () => {
  test("what was added comes out exactly once, by take or empty, and size counts the rest", () => {
    fc.assert(
      fc.property(steps, limits, (script, limit) => {
        const backlog = setup(limit);
        const { added, started } = play(script, backlog);
        expect(backlog.size).toBe(added.length - idsOf(started).length);
        const rest = backlog.empty().map(({ id }) => id);
        expect([...idsOf(started), ...rest].sort()).toEqual(added.sort());
        expect([backlog.size, backlog.take(1, anyone)]).toEqual([0, null]);
      }),
      { numRuns: 500 },
    );
  });

  test("runs in progress stay within the script's and the tenant's limits", () => {
    fc.assert(
      fc.property(steps, limits, (script, limit) => {
        const { busiest, started } = play(script, setup(limit));
        expect(busiest.script).toBeLessThanOrEqual(limit.runsPerScript);
        expect(busiest.tenant).toBeLessThanOrEqual(limit.runsPerTenant);
        for (const { slots, deliveries } of started) {
          expect(slots).toBeGreaterThan(0);
          expect(slots).toBeLessThanOrEqual(deliveries.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("once all runs are over everything left can start", () => {
    fc.assert(
      fc.property(steps, limits, (script, limit) => {
        const backlog = setup(limit);
        const { running } = play(script, backlog);
        running.push(...takeAll(backlog));
        for (let over = running.shift(); over; over = running.shift()) {
          backlog.finish(over);
          running.push(...takeAll(backlog));
        }
        expect(backlog.size).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
