// What was acknowledged is kept: web and PostgreSQL are killed while events come in, and every 2xx is there afterwards.
import { test as base, expect } from "@playwright/test";
import { type Api, apiOf, listAll, readDemo } from "./api.ts";
import {
  answers,
  end,
  type Instance,
  newPlace,
  postmasterOf,
  processesOf,
  start,
} from "./instance.ts";

const type = "accepted.counted";
const batchSize = 20;
const batchesAround = 15;

let instance: Instance;
let api: Api;

base.beforeAll(async () => {
  base.setTimeout(300_000);
  instance = await start(await newPlace());
  api = apiOf(instance, readDemo(instance).apiKey);
});
base.afterAll(() => end(instance));

/** Sends batches with ids of their own until told to stop; keeps the ids of events that were acknowledged. */
function keepSending() {
  const accepted = new Map<string, string>();
  let sending = true;
  let n = 0;
  const run = async () => {
    while (sending) {
      const batch = Array.from({ length: batchSize }, (_, i) => ({
        type,
        id: `n${n + i}`,
        source: "story",
        data: { n: n + i },
      }));
      const answer = await api.call("POST", "/events", batch).catch(() => null);
      if (answer?.status === 202) {
        for (const { index, id } of answer.body.items) accepted.set(`n${n + index}`, id);
        n += batchSize;
        continue;
      }
      // Refused or cut off: the same ids again, once the door is open.
      expect([null, 503]).toContain(answer === null ? null : answer.status);
      await expect.poll(() => answers(`${instance.url}/readyz`), { timeout: 30_000 }).toBe(true);
    }
  };
  const running = run();
  return {
    accepted,
    stop: async () => {
      sending = false;
      await running;
    },
  };
}

const pidOf = (command: RegExp) =>
  processesOf(instance).find((each) => command.test(each.command))?.pid ?? 0;

base(
  "kill -9 of web and of PostgreSQL lose no acknowledged event and store none twice",
  async () => {
    base.setTimeout(120_000);
    const script = await api.post("/scripts", {
      name: "accepted-counter",
      kind: "event_handler",
      language: "javascript",
      source: "return sdk.events.current().n;",
    });
    await api.post("/subscriptions", { scriptId: script.id, eventType: type });

    const sender = keepSending();
    const more = async () => {
      const goal = sender.accepted.size + batchSize * batchesAround;
      await expect.poll(() => sender.accepted.size, { timeout: 60_000 }).toBeGreaterThan(goal);
    };
    for (const victim of [
      () => pidOf(/^next-server/),
      () => postmasterOf(instance),
      () => pidOf(/^next-server/),
    ]) {
      await more();
      const pid = victim();
      expect(pid).toBeGreaterThan(0);
      process.kill(pid, "SIGKILL");
    }
    await more();
    await sender.stop();

    await expect
      .poll(async () => (await listAll(api, "/events?status=unrouted")).length, { timeout: 60_000 })
      .toBe(0);
    const runs = () => listAll(api, `/executions?scriptId=${script.id}&status=succeeded`);
    const stored = new Set((await listAll(api, `/events?type=${type}`)).map(({ id }) => id));
    for (const id of sender.accepted.values()) expect(stored.has(id)).toBe(true);
    expect(stored.size).toBe(new Set(sender.accepted.values()).size);
    await expect
      .poll(async () => (await runs()).length, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(stored.size);
    expect(new Set((await runs()).map(({ eventId }) => eventId))).toEqual(stored);
  },
);
