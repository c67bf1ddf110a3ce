import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endless, example, setUpTestRuns, type TestRunDesk } from "#app/_testing/test-runs.ts";
import { eventually } from "#db/testing/eventually.ts";
import { addVersion, type TestTenant } from "#db/testing/fixtures.ts";
import type { Effect } from "#lib/executions/effect.ts";

let desk: TestRunDesk;
beforeAll(async () => {
  desk = await setUpTestRuns();
  await desk.startWorker();
});
afterAll(() => desk.close());

const everything = `
  const context = sdk.events.context();
  sdk.log.info("seen", { amount: sdk.events.current().amount });
  const emitted = await sdk.events.emit("order.checked", { ok: true }, { subject: "s" });
  return { context, data: sdk.events.current(), emitted };`;

describe("what runs", () => {
  test("an example runs dry on the deployed version, and answers its execution", async () => {
    const { tenant, scriptId, run } = await desk.scene(everything);
    const { status, body } = await run(example);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      scriptId,
      version: 1,
      trigger: "test",
      dryRun: true,
      attempt: 1,
      status: "succeeded",
      eventType: "order.placed",
      eventId: null,
      deliveryId: null,
      subscriptionId: null,
      queueWaitMs: null,
    });
    expect(body.result.data).toEqual({ amount: 7 });
    expect(body.logs).toMatchObject([{ level: "info", message: "seen", data: { amount: 7 } }]);
    expect(body.effects).toMatchObject([{ seq: 1, kind: "events.emit", target: "order.checked" }]);
    expect(body.result.context).toMatchObject({
      type: "order.placed",
      source: "test",
      hop: 0,
      attempt: 1,
      deliveryId: null,
      executionId: body.id,
      idempotencyKey: `test:${body.id}`,
      replay: false,
      tenant: { id: tenant.id, slug: tenant.slug },
      script: { id: scriptId, version: 1 },
    });
    expect(body.result.context.correlationId).toBe(body.result.context.id);
    const read = await desk.rest.send("GET", `/api/v1/executions/${body.id}`, {
      key: tenant.apiKey,
    });
    expect(read.body).toEqual(body);
    const list = await desk.rest.send("GET", "/api/v1/executions", { key: tenant.apiKey });
    expect(list.body.items).toMatchObject([{ id: body.id, trigger: "test", dryRun: true }]);
  });

  test("a past event runs with its own envelope and payload", async () => {
    const { tenant, run } = await desk.scene(everything);
    const sent = {
      type: "order.placed",
      id: "o-1",
      source: "shop",
      subject: "7",
      data: { amount: 9 },
    };
    const eventId = await desk.publish(tenant, sent);
    const { body } = await run({ eventId });
    expect(body).toMatchObject({ eventId, eventType: "order.placed", status: "succeeded" });
    const event = await desk.rest.send("GET", `/api/v1/events/${eventId}`, { key: tenant.apiKey });
    const { type, source, subject, externalId, time, receivedAt, correlationId } = event.body;
    expect(body.result).toMatchObject({
      data: { amount: 9 },
      context: { id: eventId, type, source, subject, externalId, time, receivedAt, correlationId },
    });
  });

  test("a version that is named runs in place of the deployed one", async () => {
    const { sql } = desk.rest.database;
    const { tenant, scriptId, run } = await desk.scene("return 1");
    await addVersion(sql, { tenantId: tenant.id, scriptId, version: 2, source: "return 2" });
    expect((await run(example)).body).toMatchObject({ version: 2, result: 2 });
    expect((await run({ ...example, version: 1 })).body).toMatchObject({ version: 1, result: 1 });
  });

  test("each unsaved source runs as itself, and its execution says version 0", async () => {
    const { run } = await desk.scene("return 'saved'");
    for (const result of ["one", "two", "three"]) {
      const { body } = await run({ ...example, source: `return "${result}"` });
      expect(body).toMatchObject({ version: 0, result });
    }
    expect((await run(example)).body).toMatchObject({ version: 1, result: "saved" });
  });

  test("an unsaved source in TypeScript is stripped, and its errors are at the author's lines", async () => {
    const { tenant } = await desk.scene("return 1");
    const created = await desk.rest.send("POST", "/api/v1/scripts", {
      key: tenant.apiKey,
      body: { name: "typed", kind: "event_handler", language: "typescript", source: "return 1" },
    });
    const source = "type T = { a: number };\nconst t: T = { a: 1 };\nthrow new Error('a ' + t.a)";
    const { body } = await desk.testRun(tenant, created.body.id, { ...example, source });
    expect(body).toMatchObject({ status: "failed", error: { message: "a 1", line: 3 } });
    const wrong = await desk.testRun(tenant, created.body.id, {
      ...example,
      source: "\nenum A { B }",
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors).toMatchObject([{ path: "source", line: 2, column: 1 }]);
  });

  test("a script that loops ends as cpu_exceeded, with 200", async () => {
    const { run } = await desk.scene(endless);
    const { status, body } = await run(example);
    expect([status, body.status]).toEqual([200, "cpu_exceeded"]);
  });
});

describe("what it leaves", () => {
  const chain = "await sdk.events.emit('order.checked', { ok: true }, { subject: 's' }); return 1";

  test("a run that is not dry and succeeds leaves its events, in the chain of the one it saw", async () => {
    const { sql } = desk.rest.database;
    const { tenant, run } = await desk.scene(chain);
    const eventId = await desk.publish(tenant, { type: "order.placed", data: {} });
    const { body } = await run({ eventId, dryRun: false });
    expect(body).toMatchObject({ dryRun: false, status: "succeeded" });
    const events = await sql`
      select type, source, subject, correlation_id, causation_id, hop, data::text as data from events
      where tenant_id = ${tenant.id} and causation_id is not null`;
    expect(events).toMatchObject([
      {
        type: "order.checked",
        subject: "s",
        correlation_id: eventId,
        causation_id: body.id,
        hop: 1,
      },
    ]);
    const isRouted = async () =>
      (await sql`select from unrouted_events where tenant_id = ${tenant.id}`).length === 0;
    await eventually(isRouted, (routed) => routed);
  });

  test("a run that fails leaves no event", async () => {
    const { tenant, run } = await desk.scene(chain.replace("return 1", "throw new Error('no')"));
    const { body } = await run({ ...example, dryRun: false });
    expect(body.effects).toMatchObject([{ kind: "events.emit", ok: true }]);
    expect(await counts(tenant)).toEqual({ events: 0, cache_entries: 0, sms_outbox: 0 });
  });

  test("a dry run tells the same of what it did, and leaves none of it", async () => {
    const { tenant, run } = await desk.scene(`
      await sdk.cache.set("k", 1);
      await sdk.sms.send({ to: "+31612345678", message: "hello" });
      await sdk.events.emit("order.checked", {});
      return sdk.cache.get("k")`);
    const done = [];
    for (const [dryRun, left] of [
      [true, 0],
      [false, 1],
    ] as const) {
      const { body } = await run({ ...example, dryRun });
      expect(body).toMatchObject({ dryRun, status: "succeeded", result: 1 });
      expect(await counts(tenant)).toEqual({ events: left, cache_entries: left, sms_outbox: left });
      done.push(body.effects.map(({ kind, target }: Effect) => [kind, target]));
    }
    expect(done[0]).toHaveLength(4);
    expect(done[0]).toEqual(done[1]);
  });

  test("a run that is not dry is in the audit log; a dry one is not", async () => {
    const { sql } = desk.rest.database;
    const { tenant, scriptId, run } = await desk.scene("return 1");
    await run(example);
    await run({ ...example, source: "return 2", dryRun: false });
    const rows = await sql`
      select actor, action, target, details from audit_log where tenant_id = ${tenant.id} order by seq`;
    expect(rows).toEqual([
      {
        actor: 'api key "test key"',
        action: "script.test",
        target: `script ${scriptId}`,
        details: { dryRun: false, version: 0 },
      },
    ]);
  });

  async function counts({ id }: TestTenant) {
    const { sql } = desk.rest.database;
    const [row] = await sql`
      select (select count(*)::int from events where tenant_id = ${id}) as events,
        (select count(*)::int from cache_entries where tenant_id = ${id}) as cache_entries,
        (select count(*)::int from sms_outbox where tenant_id = ${id}) as sms_outbox`;
    return row;
  }
});
