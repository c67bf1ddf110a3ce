import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Tx } from "#db/client.ts";
import { attemptAt, claim, createLine, failure, queue } from "#db/testing/buffer.ts";
import { createScript, createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { type OpenBuffer, openBuffer } from "#db/testing/open-buffer.ts";
import { type ExecutionFilter, executionFilterQuery } from "#lib/executions/execution-filter.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { getExecutionProgress } from "./execution-detail.ts";
import { listExecutionRows, readExecutionRows } from "./listed-executions.ts";
import { settleAttempts } from "./settle.ts";

let buffer: OpenBuffer;
let tenant: TestTenant;

beforeAll(async () => {
  buffer = await openBuffer();
});
afterAll(() => buffer.close());
beforeEach(async () => {
  await buffer.sql`delete from deliveries`;
  tenant = await createTenant(buffer.sql);
});

const read = <T>(work: (tx: Tx) => Promise<T>, as = tenant) => buffer.as(as, work);
const ask = (query: Record<string, string> = {}): ExecutionFilter =>
  executionFilterQuery.parse(query);
const list = (query?: Record<string, string>, as = tenant) =>
  read((tx) => listExecutionRows(tx, as.actor, ask(query)), as);
const statuses = async (query: Record<string, string>) =>
  (await list(query)).items.map((item) => item.status);

async function lineOf({ id: tenantId }: TestTenant, name = "sync-crm") {
  const scriptId = await createScript(buffer.sql, tenantId, "return 1;", name);
  return createLine(buffer.sql, { of: { tenantId, scriptId } });
}

/** Claims what is due and ends each as told, in the order of claiming; resolves with the execution ids. */
async function run(...outcomes: Partial<RunResult>[]): Promise<string[]> {
  const claimed = await claim(buffer.hot, buffer.worker, { limit: outcomes.length });
  await settleAttempts(
    buffer.hot,
    claimed.map((delivery, index) => attemptAt(delivery, outcomes[index] ?? {})),
  );
  return claimed.map((delivery) => delivery.executionId);
}

describe("the rows of the list", () => {
  test("name the script, the attempt of how many, and what went wrong", async () => {
    await queue(buffer.sql, await lineOf(tenant), [{ maxAttempts: 4 }]);
    await run({ ...failure, error: { name: "TypeError", message: "x is not a function" } });
    expect((await list()).items).toMatchObject([
      {
        scriptName: "sync-crm",
        version: 1,
        eventType: "a.b",
        attempt: 1,
        maxAttempts: 4,
        status: "failed",
        error: "TypeError: x is not a function",
      },
    ]);
  });

  test("say that their script was deleted, and keep its name", async () => {
    const line = await lineOf(tenant);
    await queue(buffer.sql, line, [{}]);
    await run({});
    const script = { scriptId: line.scriptId, scriptName: "sync-crm" };
    expect((await list()).items).toMatchObject([{ ...script, scriptDeleted: false }]);
    await buffer.sql`update scripts set deleted_at = now() where id = ${line.scriptId}`;
    expect((await list()).items).toMatchObject([{ ...script, scriptDeleted: true }]);
  });

  test("know how many attempts there were to be after the delivery is gone", async () => {
    const line = await lineOf(tenant);
    await queue(buffer.sql, line, [{ maxAttempts: 2 }]);
    await run(failure);
    await buffer.sql`update deliveries set due_at = now() where tenant_id = ${tenant.id}`;
    await run({});
    const { items } = await list();
    expect(items.map((item) => [item.status, item.attempt, item.maxAttempts])).toEqual([
      ["succeeded", 2, 2],
      ["failed", 1, 2],
    ]);
  });

  test("are newest first, and what runs now is among them", async () => {
    const line = await lineOf(tenant);
    await queue(buffer.sql, line, [{}, {}]);
    const [ended] = await run({});
    const [running] = await claim(buffer.hot, buffer.worker, { limit: 1 });
    const { items } = await list();
    expect(items.map((item) => item.id)).toEqual([running?.executionId, ended]);
    expect(items[0]).toMatchObject({ status: "running", attempt: 1, maxAttempts: 4, error: null });
  });

  test("keep the name of a script that was deleted", async () => {
    const line = await lineOf(tenant, "old-one");
    await queue(buffer.sql, line, [{}]);
    await run({});
    await buffer.sql`update scripts set deleted_at = now() where id = ${line.scriptId}`;
    expect((await list()).items[0]?.scriptName).toBe("old-one");
  });

  test("cut a long error", async () => {
    await queue(buffer.sql, await lineOf(tenant), [{}]);
    await run({ ...failure, error: { name: "Error", message: "x".repeat(5_000) } });
    expect((await list()).items[0]?.error).toHaveLength(300);
  });
});

describe("the filters", () => {
  test("by status, or by any way to fail", async () => {
    await queue(buffer.sql, await lineOf(tenant), [{}, {}, {}, {}]);
    await run({}, failure, { ...failure, outcome: "timed_out" });
    await claim(buffer.hot, buffer.worker, { limit: 1 });
    expect(await statuses({ status: "succeeded" })).toEqual(["succeeded"]);
    expect(await statuses({ status: "timed_out" })).toEqual(["timed_out"]);
    expect(await statuses({ status: "running" })).toEqual(["running"]);
    expect((await statuses({ status: "failure" })).sort()).toEqual(["failed", "timed_out"]);
    expect(await statuses({ status: "crashed" })).toEqual([]);
  });

  test("by script, event type, event, delivery and subscription", async () => {
    const line = await lineOf(tenant);
    const other = await lineOf(tenant, "other");
    const [mine] = await queue(buffer.sql, line, [{}]);
    await queue(buffer.sql, other, [{}]);
    await run(failure, failure);
    const [first] = (await list({ scriptId: line.scriptId })).items;
    const facts = await read((tx) => getExecutionProgress(tx, tenant.actor, first?.id ?? ""));
    const eventId = facts.ok ? (facts.value.eventId ?? "") : "";
    const queries = [
      { scriptId: line.scriptId },
      { scriptId: line.scriptId, status: "failed" },
      { deliveryId: mine ?? "" },
      { deliveryId: mine ?? "", status: "failure" },
      { eventId },
      { eventId, status: "failed", scriptId: line.scriptId },
      { subscriptionId: line.subscriptionId },
    ];
    for (const query of queries) {
      expect((await list(query)).items.map((item) => item.id)).toEqual([first?.id]);
    }
    expect(await statuses({ eventType: "a.b" })).toHaveLength(2);
    expect(await statuses({ eventType: "a.c" })).toEqual([]);
    expect(await statuses({ scriptId: line.scriptId, status: "succeeded" })).toEqual([]);
  });

  test("by how long ago it started", async () => {
    await queue(buffer.sql, await lineOf(tenant), [{}, {}]);
    const [old] = await run({}, {});
    await buffer.sql`
      update executions set id = (left(uuid_at(now() - interval '2 hours')::text, 14) || right(id::text, 22))::uuid
      where id = ${old ?? null}`;
    expect(await statuses({ range: "1h" })).toHaveLength(1);
    expect(await statuses({ range: "24h" })).toHaveLength(2);
    expect(await statuses({ range: "all" })).toHaveLength(2);
  });

  test.each([{}, { status: "failure" }, { eventType: "a.b" }])(
    "page by page %o nothing is shown twice or left out",
    async (filter) => {
      await queue(buffer.sql, await lineOf(tenant), [{}, {}, {}, {}, {}]);
      const all = await run(failure, failure, failure, failure, failure);
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
      expect(seen).toEqual(all.sort().reverse());
    },
  );
});

test("a list that looked at 50,000 rows in vain says how far it looked and goes on from there", async () => {
  const { scriptId } = await lineOf(tenant);
  await buffer.sql`
    insert into executions (id, tenant_id, script_id, event_type, version, trigger, attempt, status, started_at,
      finished_at, duration_ms)
    select (left(uuid_at(now() - make_interval(secs => n))::text, 14) || right(gen_random_uuid()::text, 22))::uuid,
      ${tenant.id}, ${scriptId}, case when n = 50010 then 'rare.one' else 'a.b' end, 1, 'event', 1, 'succeeded',
      now(), now(), 1
    from generate_series(1, 50020) n`;
  const first = await list({ eventType: "rare.one" });
  expect(first.items).toEqual([]);
  expect(Date.parse(first.searchedTo ?? "")).toBeLessThan(Date.now() - 49_990_000);
  const next = await list({ eventType: "rare.one", cursor: first.nextCursor ?? "" });
  expect(next.items).toHaveLength(1);
  expect(next.nextCursor).toBeNull();
});

describe("one execution", () => {
  test("shows its attempts, its delivery and the letter it became", async () => {
    await queue(buffer.sql, await lineOf(tenant), [{ maxAttempts: 2 }]);
    const [first] = await run(failure);
    const before = await read((tx) => getExecutionProgress(tx, tenant.actor, first ?? ""));
    expect(before).toMatchObject({
      value: {
        delivery: { state: "scheduled", attempts: 1 },
        letter: null,
        attempts: [{ attempt: 1 }],
      },
    });
    await buffer.sql`update deliveries set due_at = now() where tenant_id = ${tenant.id}`;
    const [second] = await run(failure);
    const after = await read((tx) => getExecutionProgress(tx, tenant.actor, first ?? ""));
    expect(after).toMatchObject({
      value: {
        attempt: 1,
        maxAttempts: 2,
        delivery: { state: "dead" },
        letter: { state: "open" },
        attempts: [{ id: first }, { id: second, attempt: 2 }],
      },
    });
  });

  test("holds its log and its result as the texts they are", async () => {
    await queue(buffer.sql, await lineOf(tenant), [{}]);
    const line = {
      at: "2026-11-23T00:00:00.000Z",
      level: "info",
      message: "</script>",
      data: { n: 1 },
    };
    const [id] = await run({
      logs: [{ ...line, level: "info" }],
      resultJson: '{"big":12345678901234567890}',
    });
    const found = await read((tx) => getExecutionProgress(tx, tenant.actor, id ?? ""));
    if (!found.ok) throw new Error("not found");
    expect(JSON.parse(found.value.logsText)).toEqual([line]);
    expect(found.value.resultText).toBe('{"big":12345678901234567890}');
  });
});

test("another tenant's executions never show", async () => {
  const other = await createTenant(buffer.sql);
  await queue(buffer.sql, await lineOf(other), [{}, {}]);
  const [ended] = await run(failure);
  const [running] = await claim(buffer.hot, buffer.worker, { limit: 1 });
  const foreign = [ended ?? "", running?.executionId ?? ""];
  expect((await list()).items).toEqual([]);
  expect((await list({ status: "failure" })).items).toEqual([]);
  expect((await list({ deliveryId: running?.id ?? "" })).items).toEqual([]);
  // The first wall alone: the reader's transaction sees the other tenant's rows.
  const seen = await read((tx) => readExecutionRows(tx, tenant.actor, foreign), other);
  expect(seen).toEqual([]);
  for (const id of foreign) {
    const found = await read((tx) => getExecutionProgress(tx, tenant.actor, id), other);
    expect(found).toMatchObject({ ok: false, failure: { code: "not_found" } });
  }
});
