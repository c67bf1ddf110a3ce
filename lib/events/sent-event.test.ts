import { expect, test } from "vitest";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { defaultTenantLimits } from "#lib/tenancy/tenant-limits.ts";
import type { IncomingEvent } from "./event-input.ts";
import { type IngestDoor, ingest } from "./ingest.ts";
import { readBatchAnswer, type SentEvent, toBatch } from "./sent-event.ts";

function setUp() {
  const stored: IncomingEvent[] = [];
  const door: IngestDoor = {
    actor: { ...systemActor("test", "t"), limits: defaultTenantLimits },
    append: async (_, events) => {
      stored.push(...events);
      return events.map((_event, n) => ({
        id: `00000000-0000-7000-8000-00000000000${n}`,
        duplicate: n > 0,
      }));
    },
    refuse: async () => null,
  };
  const pass = async (json: string, by: IngestDoor = door) => {
    const headers = { "content-type": "application/json" };
    return readBatchAnswer(await ingest({ headers, body: Buffer.from(json) }, by));
  };
  const send = async (fields: Partial<SentEvent>) => {
    const batch = toBatch({ type: "a.b", subject: null, dataJson: "{}", ...fields });
    if (!batch.ok) return batch;
    const answer = await pass(batch.value);
    return answer.ok ? answer.value[0] : answer;
  };
  return { stored, door, pass, send };
}

test("an event that a person sends keeps every digit of its payload", async () => {
  const { send, stored } = setUp();
  const dataJson = '{"big": 12345678901234567890, "again": 1, "again": 2}';
  expect(await send({ subject: "orders/1", dataJson })).toEqual({
    ok: true,
    value: { id: "00000000-0000-7000-8000-000000000000", duplicate: false },
  });
  expect(stored).toMatchObject([{ type: "a.b", subject: "orders/1", source: "console", dataJson }]);
});

test("a payload that is no JSON is refused at its place, and cannot become another field", async () => {
  const { send, stored } = setUp();
  expect(await send({ dataJson: '{\n  "a": 1,\n}' })).toMatchObject({
    ok: false,
    failure: { code: "invalid_input", errors: [{ path: "data", line: 3, column: 1 }] },
  });
  expect(await send({ dataJson: '1, "hop": 7' })).toMatchObject({ ok: false });
  expect(await send({ dataJson: '1}, {"type":"x.y","data":1' })).toMatchObject({ ok: false });
  expect(stored).toEqual([]);
});

test("what the door refuses comes back with its fields", async () => {
  const { send } = setUp();
  expect(await send({ type: "not a type" })).toMatchObject({
    ok: false,
    failure: { code: "invalid_input", errors: [{ path: "type" }] },
  });
  expect(await send({ type: "scriptbus.own" })).toMatchObject({ ok: false });
  expect(await send({ dataJson: `"${"x".repeat(300 * 1024)}"` })).toMatchObject({
    ok: false,
    failure: { code: "too_large" },
  });
});

test("of a batch each event has its own answer", async () => {
  const { pass } = setUp();
  const answer = await pass(
    '[{"type":"a.b","data":1},{"type":"?","data":1},{"type":"a.b","data":1}]',
  );
  expect(answer).toMatchObject({
    ok: true,
    value: [
      { ok: true, value: { duplicate: false } },
      { ok: false, failure: { code: "invalid_input" } },
      { ok: true, value: { duplicate: true } },
    ],
  });
});

test("a batch above the rate is refused as a whole", async () => {
  const { pass, door } = setUp();
  const refuse: IngestDoor["refuse"] = async () => ({
    code: "rate_limited",
    detail: "Later.",
    retryAfterSeconds: 1,
  });
  expect(await pass('[{"type":"a.b","data":1}]', { ...door, refuse })).toEqual({
    ok: false,
    failure: { code: "rate_limited", detail: "Later." },
  });
});
