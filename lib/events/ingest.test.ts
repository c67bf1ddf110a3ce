import { describe, expect, test } from "vitest";
import { fail } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { tenantLimits } from "#lib/tenancy/tenant-limits.ts";
import type { IncomingEvent } from "./event-input.ts";
import { type IngestDoor, ingest } from "./ingest.ts";
import { plain, toBody } from "./testing/read.ts";

const actor: Actor = {
  kind: "api_key",
  id: "key",
  name: "a key",
  tenantId: "tenant-1",
  scopes: ["events:write"],
  limits: tenantLimits({ payloadBytes: 1_000 }),
};

/** A door with a store in memory: ids count up, and it remembers what it was given. */
function setup(overrides: Partial<IngestDoor> = {}) {
  const stored: { tenantId: string; events: readonly IncomingEvent[] }[] = [];
  const door: IngestDoor = {
    actor,
    append: async (tenantId, events) => {
      stored.push({ tenantId, events });
      return events.map((event, n) => ({
        id: `event-${n}`,
        duplicate: event.externalId === "again",
      }));
    },
    refuse: async () => null,
    ...overrides,
  };
  const send = (body: unknown, headers: Record<string, string> = plain) =>
    ingest({ headers, body: toBody(body) }, door);
  return { stored, send };
}

const event = { type: "a.b", data: {} };

describe("one event", () => {
  test("is answered with 202, its id and type, after it was stored for the actor's tenant", async () => {
    const { send, stored } = setup();
    const answer = await send({ ...event, tenantId: "tenant-2" });
    expect(answer).toMatchObject({
      status: 202,
      headers: { "content-type": "application/json" },
      body: { id: "event-0", type: "a.b", duplicate: false },
    });
    expect(stored).toMatchObject([{ tenantId: "tenant-1", events: [{ type: "a.b" }] }]);
  });

  test("that came before is answered with 202 and duplicate: true", async () => {
    const { send } = setup();
    expect(await send({ ...event, id: "again" })).toMatchObject({
      status: 202,
      body: { duplicate: true },
    });
  });

  test("that is refused is a problem document and stores nothing", async () => {
    const { send, stored } = setup();
    const answer = await send({ type: "a b", data: 1, extra_field: 1 });
    expect(answer).toMatchObject({
      status: 422,
      headers: { "content-type": "application/problem+json" },
      body: {
        code: "invalid_input",
        status: 422,
        errors: [{ path: "type" }, { path: "extra_field" }],
      },
    });
    expect(stored).toEqual([]);
  });

  test("larger than the tenant's own limit is 413", async () => {
    const { send } = setup();
    expect(await send({ type: "a.b", data: "x".repeat(998) })).toMatchObject({ status: 202 });
    expect(await send({ type: "a.b", data: "x".repeat(999) })).toMatchObject({ status: 413 });
  });
});

describe("several events", () => {
  test("are stored in their order, bad ones left out and named", async () => {
    const { send, stored } = setup();
    const answer = await send([
      { type: "a.one", data: 1 },
      { type: "a two", data: 2 },
      { type: "a.three", data: 3, id: "again" },
      { type: "a.four", data: "x".repeat(1_000) },
      { type: "a.five", data: 5 },
    ]);
    expect(answer).toMatchObject({
      status: 207,
      body: {
        items: [
          { index: 0, status: 202, id: "event-0", duplicate: false },
          { index: 1, status: 422, problem: { code: "invalid_input" } },
          { index: 2, status: 202, id: "event-1", duplicate: true },
          { index: 3, status: 413, problem: { code: "too_large" } },
          { index: 4, status: 202, id: "event-2", duplicate: false },
        ],
      },
    });
    expect(stored).toHaveLength(1);
    expect(stored[0]?.events.map(({ type }) => type)).toEqual(["a.one", "a.three", "a.five"]);
  });

  test("that are all good are 202, all bad 207, and none at all touches nothing", async () => {
    const { send, stored } = setup();
    expect((await send([event, event])).status).toBe(202);
    expect(await send([7, 8])).toMatchObject({
      status: 207,
      body: { items: [{ status: 422 }, { status: 422 }] },
    });
    expect(await send([])).toMatchObject({ status: 202, body: { items: [] } });
    expect(stored).toHaveLength(1);
  });
});

describe("rates", () => {
  test("a refused request stores nothing and says when to come back", async () => {
    const counts: number[] = [];
    const { send, stored } = setup({
      refuse: async (_, count) => {
        counts.push(count);
        return fail("rate_limited", "slow down", { retryAfterSeconds: 1.2 }).failure;
      },
    });
    const answer = await send([event, 7, event]);
    expect(answer).toMatchObject({ status: 429, headers: { "retry-after": "2" } });
    expect(counts).toEqual([2]);
    expect(stored).toEqual([]);
  });
});

test("a store that fails is the caller's to answer for", async () => {
  const { send } = setup({ append: () => Promise.reject(new Error("away")) });
  await expect(send(event)).rejects.toThrow("away");
});
