import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Tx } from "#db/client.ts";
import {
  attemptAt,
  claim,
  createLine,
  failure,
  type Line,
  type QueuedFields,
  queue,
} from "#db/testing/buffer.ts";
import { createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { type OpenBuffer, openBuffer } from "#db/testing/open-buffer.ts";
import { deliveryFilterQuery } from "#lib/deliveries/delivery-filter.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { cancelDeliveries, retryDeliveriesNow } from "./deliveries.ts";
import { getDeliveryDetail } from "./delivery-detail.ts";
import {
  countDeliveries,
  findBlocking,
  listDeliveryRows,
  readDeliveryRows,
} from "./listed-deliveries.ts";
import { settleAttempts } from "./settle.ts";

let buffer: OpenBuffer;
let tenant: TestTenant;
let line: Line;

beforeAll(async () => {
  process.env["SCRIPTBUS_SECRET"] ??= Buffer.alloc(32, 7).toString("base64");
  buffer = await openBuffer();
});
afterAll(() => buffer.close());
beforeEach(async () => {
  await buffer.sql`delete from deliveries`;
  tenant = await createTenant(buffer.sql);
  line = await createLine(buffer.sql, { of: { tenantId: tenant.id } });
});

const as = <T>(work: (tx: Tx) => Promise<T>, of = tenant) => buffer.as(of, work);
const list = (query: Record<string, string> = {}) =>
  as((tx) => listDeliveryRows(tx, tenant.actor, deliveryFilterQuery.parse(query)));
const idsOf = async (query?: Record<string, string>) =>
  (await list(query)).items.map((item) => item.id);
const put = (...entries: QueuedFields[]) => queue(buffer.sql, line, entries);

/** One delivery that ended, its only attempt as told. */
async function finish(outcome: Partial<RunResult> = {}): Promise<string> {
  await put({ maxAttempts: 1, dueMs: -60_000 });
  const [delivery] = await claim(buffer.hot, buffer.worker, { limit: 1 });
  if (!delivery) throw new Error("nothing to claim");
  await settleAttempts(buffer.hot, [attemptAt(delivery, outcome)]);
  return delivery.id;
}

describe("what has not finished", () => {
  test("is listed oldest first, with the name of its script", async () => {
    const ids = await put({}, {}, {});
    await finish();
    const { items } = await list();
    expect(items.map((item) => item.id)).toEqual(ids);
    expect(items[0]).toMatchObject({
      state: "ready",
      scriptName: expect.stringMatching(/^script-/),
    });
  });

  test("says why it waits", async () => {
    await put(
      { state: "scheduled", attempts: 1, dueMs: 60_000 },
      { state: "waiting" },
      { orderingKey: '"k"' },
      { orderingKey: '"k"' },
    );
    const { items } = await list();
    expect(items.map((item) => item.reason)).toEqual([
      "retry",
      "priority",
      undefined,
      "ordering_key",
    ]);
    expect(items[0]?.nextAttemptAt).toEqual(expect.any(String));
  });

  test("shows the error of its last attempt", async () => {
    await put({ maxAttempts: 3 });
    const [delivery] = await claim(buffer.hot, buffer.worker, { limit: 1 });
    if (!delivery) throw new Error("nothing to claim");
    await settleAttempts(buffer.hot, [attemptAt(delivery, failure)]);
    expect((await list()).items).toMatchObject([
      { state: "scheduled", attempts: 1, maxAttempts: 3, lastError: "TypeError: broken" },
    ]);
  });

  test.each(["waiting", "ready", "scheduled"] as const)("can be narrowed to %s", async (state) => {
    const [waiting, ready, scheduled] = await put(
      { state: "waiting" },
      { state: "ready" },
      { state: "scheduled", attempts: 1, dueMs: 60_000 },
    );
    expect(await idsOf({ state })).toEqual([{ waiting, ready, scheduled }[state]]);
  });

  test("can be narrowed to a reason, a script, a subscription and an event", async () => {
    const [first, second] = await put({ orderingKey: '"k"' }, { orderingKey: '"k"' });
    const other = await createLine(buffer.sql, { of: { tenantId: tenant.id } });
    await queue(buffer.sql, other, [{}]);
    expect(await idsOf({ reason: "ordering_key" })).toEqual([second]);
    expect(await idsOf({ scriptId: line.scriptId })).toEqual([first, second]);
    expect(await idsOf({ subscriptionId: line.subscriptionId })).toEqual([first, second]);
    const eventId = (await list()).items[0]?.eventId ?? "";
    expect(await idsOf({ eventId })).toEqual([first]);
    expect(await as((tx) => findBlocking(tx, tenant.actor, second ?? ""))).toBe(first);
    expect(await as((tx) => findBlocking(tx, tenant.actor, first ?? ""))).toBeNull();
  });

  test("is counted and listed once: what is held or due again is not what its state says", async () => {
    const [first, held, due, later] = await put(
      { orderingKey: '"k"' },
      { orderingKey: '"k"' },
      { state: "scheduled", attempts: 1, dueMs: -1_000 },
      { state: "scheduled", attempts: 1, dueMs: 60_000 },
    );
    expect(await as((tx) => countDeliveries(tx, tenant.actor))).toMatchObject({
      ready: 2,
      held: 1,
      retrying: 1,
    });
    expect(await idsOf({ state: "ready" })).toEqual([first, due]);
    expect(await idsOf({ reason: "ordering_key" })).toEqual([held]);
    expect(await idsOf({ reason: "retry" })).toEqual([later]);
  });

  test("is counted by state", async () => {
    await put({ state: "waiting" }, {}, { orderingKey: '"k"' }, { orderingKey: '"k"' });
    await put({ state: "scheduled", attempts: 1, dueMs: 60_000 });
    await claim(buffer.hot, buffer.worker, { limit: 1 });
    expect(await as((tx) => countDeliveries(tx, tenant.actor))).toEqual({
      waiting: 1,
      ready: 1,
      held: 1,
      running: 1,
      retrying: 1,
      capped: false,
    });
    const none = { scriptId: tenant.id };
    expect(await as((tx) => countDeliveries(tx, tenant.actor, none))).toMatchObject({ ready: 0 });
    const all = { scriptId: line.scriptId };
    expect(await as((tx) => countDeliveries(tx, tenant.actor, all))).toMatchObject({ ready: 1 });
  });
});

describe("what has finished", () => {
  test("is listed by how it ended, newest first", async () => {
    const [first, second] = [await finish(), await finish()];
    const dead = await finish(failure);
    const timedOut = await finish({ ...failure, outcome: "timed_out" });
    const [cancelled] = await put({});
    await as((tx) => cancelDeliveries(tx, tenant.actor, [cancelled ?? ""]));
    expect(await idsOf({ state: "succeeded" })).toEqual([second, first]);
    expect(await idsOf({ state: "dead" })).toEqual([timedOut, dead]);
    expect(await idsOf({ state: "cancelled" })).toEqual([cancelled]);
    expect((await list({ state: "dead" })).items[0]).toMatchObject({
      state: "dead",
      finishedAt: expect.any(String),
      lastError: "TypeError: broken",
    });
  });
});

test.each([{}, { state: "ready" }, { state: "succeeded" }, { state: "dead" }])(
  "page by page %o nothing is shown twice or left out",
  async (filter) => {
    // Two deliveries of one event, so that a page can end between them.
    const [event] = await buffer.sql<{ id: string }[]>`
      insert into events (tenant_id, type, source, "time", correlation_id, data)
      values (${tenant.id}, 'a.b', 'test', now(), uuidv7(), '{}') returning id`;
    const eventId = event?.id ?? "";
    const ids = [await finish(), await finish(), await finish(), await finish(failure)];
    const dead = [await finish(failure), await finish(failure)];
    const open = await put({}, { eventId }, { eventId }, { eventId }, {});
    const expected =
      "state" in filter && filter.state !== "ready"
        ? filter.state === "dead"
          ? [...dead, ids[3]]
          : ids.slice(0, 3)
        : open;
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({
        ...filter,
        limit: "2",
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect([...seen].sort()).toEqual([...expected].sort());
  },
);

describe("acting on a selection", () => {
  test("cancels what has not finished and counts the rest as missed", async () => {
    const open = await put({}, { state: "scheduled", attempts: 1, dueMs: 60_000 });
    const done = await finish();
    const chosen = [...open, done];
    expect(await as((tx) => cancelDeliveries(tx, tenant.actor, chosen))).toEqual({
      done: 2,
      missed: 1,
    });
    expect(await idsOf({ state: "cancelled" })).toHaveLength(2);
    expect(await as((tx) => cancelDeliveries(tx, tenant.actor, chosen))).toEqual({
      done: 0,
      missed: 3,
    });
  });

  test("makes scheduled retries due and counts the rest as missed", async () => {
    const [scheduled, ready] = await put(
      { state: "scheduled", attempts: 1, dueMs: 60_000 },
      { state: "ready" },
    );
    const chosen = [scheduled ?? "", ready ?? ""];
    expect(await as((tx) => retryDeliveriesNow(tx, tenant.actor, chosen))).toEqual({
      done: 1,
      missed: 1,
    });
    const [row] = await buffer.sql`
      select due_at <= now() as due from deliveries where id = ${scheduled ?? null}`;
    expect(row).toEqual({ due: true });
  });

  test("leaves one line in the audit log, and none when nothing was done", async () => {
    const ids = await put({}, {});
    await as((tx) => cancelDeliveries(tx, tenant.actor, ids));
    await as((tx) => cancelDeliveries(tx, tenant.actor, ids));
    const rows = await buffer.sql`
      select action, target, details from audit_log where tenant_id = ${tenant.id}`;
    expect(rows).toEqual([
      { action: "delivery.cancel", target: "2 of 2 chosen deliveries", details: { ids } },
    ]);
  });
});

test("one delivery shows its attempts, its letter, its subscription and what blocks it", async () => {
  const dead = await finish(failure);
  const [first, second] = await put({ orderingKey: '"k"' }, { orderingKey: '"k"' });
  const one = (id: string) => as((tx) => getDeliveryDetail(tx, tenant.actor, id));
  expect(await one(dead)).toMatchObject({
    value: {
      state: "dead",
      letter: { state: "open" },
      history: [{ status: "failed", attempt: 1 }],
      subscription: { eventType: "a.b", filter: null },
    },
  });
  expect(await one(second ?? "")).toMatchObject({
    value: {
      reason: "ordering_key",
      blockedBy: first,
      orderingKey: '"k"',
      letter: null,
      history: [],
    },
  });
});

test("another tenant's deliveries never show and cannot be acted on", async () => {
  const other = await createTenant(buffer.sql);
  const ids = await put({}, { state: "scheduled", attempts: 1, dueMs: 60_000 });
  const dead = await finish(failure);
  // The first wall alone: the other actor asks inside a transaction that sees this tenant's rows.
  const foreign = other.actor;
  const all = [...ids, dead];
  expect(await as((tx) => readDeliveryRows(tx, foreign, all))).toEqual([]);
  for (const state of [{}, { state: "dead" }, { state: "scheduled" }]) {
    const filter = deliveryFilterQuery.parse(state);
    expect((await as((tx) => listDeliveryRows(tx, foreign, filter))).items).toEqual([]);
  }
  for (const id of all) {
    expect(await as((tx) => getDeliveryDetail(tx, foreign, id))).toMatchObject({
      failure: { code: "not_found" },
    });
  }
  expect(await as((tx) => countDeliveries(tx, foreign))).toMatchObject({ ready: 0, retrying: 0 });
  expect(await as((tx) => retryDeliveriesNow(tx, foreign, all))).toEqual({ done: 0, missed: 3 });
  expect(await as((tx) => cancelDeliveries(tx, foreign, all), other)).toEqual({
    done: 0,
    missed: 3,
  });
  expect(await idsOf()).toEqual(ids);
  expect(
    (await as((tx) => readDeliveryRows(tx, tenant.actor, all))).map((row) => row.id).sort(),
  ).toEqual(all.sort());
});
