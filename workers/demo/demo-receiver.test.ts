import pino from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "#db/embedded/free-port.mjs";
import { type DemoReceiver, openDemoReceiver } from "./demo-receiver.ts";

const log = pino({ level: "silent" });
let receiver: DemoReceiver | null;
let port: number;
let url: string;

beforeEach(async () => {
  port = await freePort();
  receiver = await openDemoReceiver(port, log);
  url = `http://${receiver?.address}/`;
});
afterEach(async () => receiver?.close());

const kept = async () => (await fetch(url)).json();
const post = (body: string, path = "") =>
  fetch(`${url}${path}`, { method: "POST", headers: { "idempotency-key": "k" }, body });

test("what is sent is shown, the newest first", async () => {
  await post("one", "a?b=1");
  expect((await post("two")).status).toBe(202);
  expect(await kept()).toMatchObject([
    { method: "POST", path: "/", body: "two" },
    { path: "/a?b=1", headers: { "idempotency-key": "k" }, body: "one" },
  ]);
});

test("the last hundred are kept, and nothing that is too long", async () => {
  for (let i = 0; i < 103; i += 1) await post(`${i}`);
  expect((await post("x".repeat(70_000))).status).toBe(413);
  const bodies = (await kept()).map(({ body }: { body: string }) => body);
  expect([bodies.length, bodies[0], bodies.at(-1)]).toEqual([100, "102", "3"]);
});

test("it answers to its own address only", async () => {
  const renamed = url.replace("127.0.0.1", "localhost");
  expect((await fetch(renamed)).status).toBe(421);
});

test("without a port, or with one that is taken, there is none", async () => {
  expect(await openDemoReceiver(0, log)).toBeNull();
  expect(await openDemoReceiver(port, log)).toBeNull();
});
