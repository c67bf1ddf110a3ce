// The whole way of an event, told through REST alone: run, fail, retry, die, mend, replay.
import { type Api, apiOf, type Json, listAll, readDemo } from "./api.ts";
import { expect, test } from "./story.ts";

let api: Api;
test.beforeAll(({ instance }) => {
  api = apiOf(instance, readDemo(instance).apiKey);
});

let count = 0;
const unique = (word: string) => {
  count += 1;
  return `${word}${process.pid}n${count}`;
};

async function createScript(source: string): Promise<Json> {
  return api.post("/scripts", {
    name: unique("story-"),
    kind: "event_handler",
    language: "javascript",
    source,
  });
}

async function subscribe(scriptId: string, eventType: string, fields: object = {}): Promise<Json> {
  const backoff = { kind: "fixed", delayMs: 50 };
  return api.post("/subscriptions", { scriptId, eventType, backoff, breaker: "off", ...fields });
}

/** The items of a list once `expected` of them are over: a running attempt is listed, too. */
async function finished(path: string, expected: number, timeout = 30_000): Promise<Json[]> {
  const over = async () => (await listAll(api, path)).filter(({ status }) => status !== "running");
  await expect.poll(async () => (await over()).length, { timeout }).toBe(expected);
  return over();
}

test("a script, a subscription, an event: its execution and its log", async () => {
  const type = unique("story.order");
  const script = await createScript(
    "const o = sdk.events.current(); sdk.log.info('got', { total: o.total }); return o.total * 2;",
  );
  expect(script).toMatchObject({ version: 1, deployedVersion: 1 });
  await subscribe(script.id, type, { filter: "$.total > 10" });
  const small = await api.post("/events", { type, data: { total: 5 } }, 202);
  const big = await api.post("/events", { type, data: { total: 21 } }, 202);
  const [item] = await finished(`/executions?scriptId=${script.id}`, 1);
  const execution = await api.get(`/executions/${item.id}`);
  expect(execution).toMatchObject({
    eventId: big.id,
    scriptId: script.id,
    version: 1,
    trigger: "event",
    attempt: 1,
    status: "succeeded",
    result: 42,
    logs: [{ level: "info", message: "got", data: { total: 21 } }],
  });
  const event = await api.get(`/events/${big.id}`);
  expect(event).toMatchObject({
    type,
    data: { total: 21 },
    deliveries: [{ scriptId: script.id, state: "succeeded" }],
  });
  expect((await api.get(`/events/${small.id}`)).deliveries).toEqual([]);
  expect(await api.get(`/deliveries/${execution.deliveryId}`)).toMatchObject({
    state: "succeeded",
    attempts: 1,
  });
});

test("a version that throws is retried and dies; mended and replayed it succeeds", async () => {
  const type = unique("story.broken");
  const script = await createScript("return 'fine';");
  await subscribe(script.id, type, { retryCount: 2 });
  const broken = {
    source: "const { n } = sdk.events.current();\nthrow new TypeError('broken ' + n);",
    deploy: true,
  };
  expect(await api.post(`/scripts/${script.id}/versions`, broken)).toMatchObject({
    version: 2,
    deployedVersion: 2,
  });
  const event = await api.post("/events", { type, data: { n: 7 } }, 202);

  const [listed] = await finished(`/dead-letters?scriptId=${script.id}`, 1);
  expect(listed).toMatchObject({
    eventId: event.id,
    state: "open",
    attempts: 3,
    version: 2,
    error: { name: "TypeError", message: "broken 7" },
    data: { n: 7 },
  });
  const failed = await finished(`/executions?eventId=${event.id}`, 3);
  expect(failed.map(({ status, attempt }) => [status, attempt])).toEqual([
    ["failed", 3],
    ["failed", 2],
    ["failed", 1],
  ]);
  expect(failed[0].error).toMatchObject({ name: "TypeError", line: 2 });

  const mended = { source: "return 'mended ' + sdk.events.context().replay;" };
  expect(await api.post(`/scripts/${script.id}/versions`, mended)).toMatchObject({
    version: 3,
    deployedVersion: 2,
  });
  expect(await api.post(`/scripts/${script.id}/deployments`, { version: 3 })).toMatchObject({
    version: 3,
  });
  const replay = await api.post(
    `/dead-letters/${listed.id}/replay`,
    { reason: "mended in version 3" },
    202,
  );
  const [run] = await finished(`/executions?deliveryId=${replay.deliveryId}`, 1);
  expect(await api.get(`/executions/${run.id}`)).toMatchObject({
    status: "succeeded",
    trigger: "replay",
    version: 3,
    result: "mended true",
  });
  await expect
    .poll(async () => (await api.get(`/dead-letters/${listed.id}`)).state)
    .toBe("resolved");
  expect(await api.get(`/replays/${replay.replayId}`)).toMatchObject({
    state: "done",
    total: 1,
    succeeded: 1,
    failed: 0,
  });
  const again = await api.call("POST", `/dead-letters/${listed.id}/replay`, { reason: "again" });
  expect(again.status).toBe(409);
});

test("one event with five subscribers runs five scripts", async () => {
  const type = unique("story.five");
  const scripts = await Promise.all([1, 2, 3, 4, 5].map((n) => createScript(`return ${n};`)));
  for (const script of scripts) await subscribe(script.id, type);
  const event = await api.post("/events", { type, data: {} }, 202);
  const runs = await finished(`/executions?eventId=${event.id}`, 5);
  expect(new Set(runs.map(({ scriptId }) => scriptId))).toEqual(
    new Set(scripts.map(({ id }) => id)),
  );
  expect(runs.every(({ status }) => status === "succeeded")).toBe(true);
});

test("two hundred events at once each run once", async () => {
  const type = unique("story.many");
  const script = await createScript("return sdk.events.current().n;");
  await subscribe(script.id, type);
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) => api.post("/events", { type, data: { n } }, 202)),
  );
  const runs = await finished(`/executions?scriptId=${script.id}`, 200);
  expect(new Set(runs.map(({ eventId }) => eventId))).toEqual(new Set(answers.map(({ id }) => id)));
  expect(runs.every(({ status }) => status === "succeeded")).toBe(true);
});

test("loops, memory bombs and hostile errors get their names, and the next script runs clean", async () => {
  test.setTimeout(120_000);
  const sources: [string, string][] = [
    ["cpu_exceeded", "for (;;) {}"],
    [
      "cpu_exceeded",
      "const spin = () => { Promise.resolve().then(spin); }; spin(); await new Promise(() => {});",
    ],
    ["cpu_exceeded", "for (;;) await null;"],
    ["cpu_exceeded", "throw { get message() { for (;;) {} } };"],
    ["out_of_memory", "const kept = []; for (;;) kept.push(new Array(1000).fill(1));"],
    ["out_of_memory", "const kept = []; for (;;) kept.push(new ArrayBuffer(8 * 1024 * 1024));"],
    ["failed", "throw new Proxy(new Error('x'), { get() { throw new Error('trap'); } });"],
  ];
  const type = unique("story.hostile");
  const expected = new Map<string, string>();
  for (const [status, source] of sources) {
    const script = await createScript(source);
    expected.set(script.id, status);
    await subscribe(script.id, type, { retryCount: 0 });
  }
  const event = await api.post("/events", { type, data: {} }, 202);
  const runs = await finished(`/executions?eventId=${event.id}`, sources.length, 90_000);
  expect(new Map(runs.map(({ scriptId, status }) => [scriptId, status]))).toEqual(expected);

  const clean = unique("story.clean");
  const script = await createScript("return 'clean';");
  await subscribe(script.id, clean);
  await api.post("/events", { type: clean, data: {} }, 202);
  const [run] = await finished(`/executions?scriptId=${script.id}`, 1);
  expect(run.status).toBe("succeeded");
});
