import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Tx } from "#db/client.ts";
import { attemptAt, claim, createLine, type Line, queue } from "#db/testing/buffer.ts";
import { createScript, createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { type OpenBuffer, openBuffer } from "#db/testing/open-buffer.ts";
import { letterFilterQuery } from "#lib/dead-letters/letter-filter.ts";
import { discardLetter } from "./dead-letters.ts";
import { findLetterError, getLetterDetail, readLetterPayload } from "./letter-detail.ts";
import { groupLetters, listLetterRows, readLetterRows } from "./listed-letters.ts";
import { replayLetter } from "./replay-letter.ts";
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
  const scriptId = await createScript(buffer.sql, tenant.id, "return 1;", "sync-crm");
  line = await createLine(buffer.sql, { of: { tenantId: tenant.id, scriptId } });
});

const as = <T>(work: (tx: Tx) => Promise<T>, of = tenant) => buffer.as(of, work);
const list = (query: Record<string, string> = {}) =>
  as((tx) => listLetterRows(tx, tenant.actor, letterFilterQuery.parse(query)));
const group = (query: Record<string, string> = {}) =>
  as((tx) => groupLetters(tx, tenant.actor, letterFilterQuery.parse(query)));
const detail = (id: string) => as((tx) => getLetterDetail(tx, tenant.actor, id));

/** A delivery that dies of its only attempt; resolves with its letter's id. */
async function die(message: string, of = line): Promise<string> {
  await queue(buffer.sql, of, [{ maxAttempts: 1 }]);
  return runOnce({ outcome: "failed", error: { name: "Error", message } });
}

async function runOnce(outcome: Parameters<typeof attemptAt>[1]): Promise<string> {
  const [delivery] = await claim(buffer.hot, buffer.worker, { limit: 1 });
  if (!delivery) throw new Error("nothing to claim");
  await settleAttempts(buffer.hot, [attemptAt(delivery, outcome)]);
  const [letter] = await buffer.sql<{ id: string }[]>`
    select id from dead_letters where subscription_id = ${delivery.subscriptionId} order by id desc limit 1`;
  return letter?.id ?? "";
}

const replay = (id: string, bodyText = "{}") =>
  as((tx) =>
    replayLetter(tx, tenant.actor, {
      id,
      reason: "the CRM is back",
      version: "current",
      dryRun: false,
      bodyText,
    }),
  );

describe("the list", () => {
  test("shows the open letters newest first, with script and error", async () => {
    const [first, second] = [await die("no such client"), await die("x".repeat(5_000))];
    const { items } = await list();
    expect(items.map((item) => item.id)).toEqual([second, first]);
    expect(items[1]).toMatchObject({
      scriptName: "sync-crm",
      state: "open",
      attempts: 1,
      eventType: "a.b",
      error: { name: "Error", message: "no such client" },
    });
    expect(items[0]?.error.message).toHaveLength(300);
  });

  test("can be narrowed to a state, a script, a type, a group and an event", async () => {
    const gone = await die("gone");
    const kept = await die("kept");
    await buffer.sql`update dead_letters set state = 'discarded' where id = ${gone}`;
    const ids = async (query: Record<string, string>) =>
      (await list(query)).items.map((item) => item.id);
    const { fingerprint = "" } = (await list()).items[0] ?? {};
    expect(await ids({})).toEqual([kept]);
    expect(await ids({ state: "discarded" })).toEqual([gone]);
    expect(await ids({ state: "all" })).toEqual([kept, gone]);
    expect(await ids({ fingerprint })).toEqual([kept]);
    expect(await ids({ scriptId: line.scriptId, eventType: "a.b" })).toEqual([kept]);
    expect(await ids({ scriptId: kept })).toEqual([]);
    expect(await ids({ eventType: "a.c" })).toEqual([]);
    const found = await detail(kept);
    expect(await ids({ eventId: found.ok ? found.value.eventId : "" })).toEqual([kept]);
  });

  test("pages without showing a letter twice", async () => {
    const ids = [await die("one"), await die("two"), await die("three")];
    const first = await list({ limit: "2" });
    const second = await list({ limit: "2", cursor: first.nextCursor ?? "" });
    expect([...first.items, ...second.items].map((item) => item.id)).toEqual(ids.reverse());
    expect(second.nextCursor).toBeNull();
  });
});

describe("the groups", () => {
  test("count the letters of one error in one script, the newest group first", async () => {
    const other = await createLine(buffer.sql, { of: { tenantId: tenant.id } });
    await die("client 17 is unknown");
    await die("client 18 is unknown");
    const elsewhere = await die("client 19 is unknown", other);
    const { items, more, capped } = await group();
    expect(items).toMatchObject([
      { count: 1, sampleId: elsewhere },
      { count: 2, scriptName: "sync-crm", error: { message: "client 18 is unknown" } },
    ]);
    expect({ more, capped }).toEqual({ more: false, capped: false });
    expect(Date.parse(items[1]?.firstSeenAt ?? "")).toBeLessThanOrEqual(
      Date.parse(items[1]?.lastSeenAt ?? ""),
    );
  });

  test("are of the open letters unless another state is asked for", async () => {
    const id = await die("gone");
    await buffer.sql`update dead_letters set state = 'resolved' where id = ${id}`;
    expect((await group()).items).toEqual([]);
    expect((await group({ state: "resolved" })).items).toHaveLength(1);
  });
});

describe("one letter", () => {
  test("shows its attempts and its payload as the text that came in", async () => {
    const id = await die("broken");
    expect(await detail(id)).toMatchObject({
      value: {
        replayable: true,
        replays: [],
        delivery: null,
        discard: null,
        history: [{ status: "failed", trigger: "event", version: 1 }],
      },
    });
    expect(await as((tx) => readLetterPayload(tx, tenant.actor, id))).toBe('{"n" : 0}');
  });

  test("knows its replay and how that went", async () => {
    const id = await die("broken");
    await replay(id);
    expect(await detail(id)).toMatchObject({
      value: {
        state: "replaying",
        replays: [{ outcome: "running", reason: "the CRM is back", actor: "test key" }],
        delivery: { state: "ready" },
      },
    });
    await runOnce({});
    expect(await detail(id)).toMatchObject({
      value: {
        state: "resolved",
        replays: [{ outcome: "succeeded" }],
        delivery: null,
        history: [{ status: "failed" }, { status: "succeeded", trigger: "replay" }],
      },
    });
  });

  test("shows the attempts of a replay with an edited payload, though they are of another event", async () => {
    const id = await die("broken");
    await replay(id, '{"data":{"n":1}}');
    expect(await detail(id)).toMatchObject({ value: { delivery: { state: "ready" } } });
    await runOnce({ outcome: "failed", error: { name: "Error", message: "still broken" } });
    const found = await detail(id);
    expect(found).toMatchObject({
      value: {
        state: "open",
        error: { message: "still broken" },
        replays: [{ outcome: "failed" }],
        history: [{ trigger: "event" }, { trigger: "replay", status: "failed" }],
      },
    });
    const last = found.ok ? found.value.history.at(-1) : undefined;
    expect(found).toMatchObject({ value: { deliveryId: last?.deliveryId } });
    expect(
      await as((tx) => findLetterError(tx, tenant.actor, { deliveryId: last?.deliveryId ?? "" })),
    ).toMatchObject({ message: "still broken" });
  });

  test("says who gave it up, when and why", async () => {
    const id = await die("broken");
    const reason = "the client is gone";
    await as((tx) => discardLetter(tx, tenant.actor, { id, reason }));
    expect(await detail(id)).toMatchObject({
      value: { state: "discarded", discard: { actor: "test key", reason } },
    });
  });

  test("whose script was deleted cannot be replayed", async () => {
    const id = await die("broken");
    await buffer.sql`update scripts set deleted_at = now() where id = ${line.scriptId}`;
    expect(await detail(id)).toMatchObject({
      value: { replayable: false, scriptName: "sync-crm" },
    });
    expect((await list()).items).toMatchObject([{ replayable: false }]);
  });
});

test("another tenant's letters never show", async () => {
  const other = await createTenant(buffer.sql);
  const id = await die("secret");
  // The first wall alone: the other actor asks inside a transaction that sees this tenant's rows.
  const foreign = other.actor;
  const filter = letterFilterQuery.parse({ state: "all" });
  expect((await as((tx) => listLetterRows(tx, foreign, filter))).items).toEqual([]);
  expect((await as((tx) => groupLetters(tx, foreign, filter))).items).toEqual([]);
  expect(await as((tx) => readLetterRows(tx, foreign, [id]))).toEqual([]);
  expect(await as((tx) => readLetterPayload(tx, foreign, id))).toBeNull();
  expect(await as((tx) => getLetterDetail(tx, foreign, id))).toMatchObject({
    failure: { code: "not_found" },
  });
  expect(await as((tx) => readLetterRows(tx, tenant.actor, [id]))).toHaveLength(1);
});
