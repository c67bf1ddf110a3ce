// How Scriptbus starts, stays up and ends, seen from outside (docs/operations.md, "Process contract").
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { expect, test } from "@playwright/test";
import { startTestServer } from "#db/testing/postgres.ts";
import {
  answers,
  end,
  type Instance,
  launch,
  newPlace,
  newPorts,
  postmasterOf,
  processesOf,
  removeData,
  start,
} from "./instance.ts";

const empty = { SCRIPTBUS_DEMO: "0" };
const withSecret = { SCRIPTBUS_SECRET: randomBytes(32).toString("base64") };

test.describe("wrong set-up ends with one clear line and nothing left running", () => {
  async function fails(instance: Instance): Promise<string> {
    expect(await instance.ended).toBe(1);
    await expect.poll(() => processesOf(instance)).toEqual([]);
    expect(instance.lines).toHaveLength(1);
    removeData(instance);
    return instance.lines[0] ?? "";
  }

  test("a taken port", async () => {
    const place = await newPlace();
    const taker = createServer();
    await new Promise<void>((resolve) => taker.listen(place.port, "127.0.0.1", resolve));
    expect(await fails(launch(place))).toContain(`port ${place.port} is taken`);
    taker.close();
  });

  test("a taken worker port", async () => {
    const place = await newPlace();
    const taker = createServer();
    await new Promise<void>((resolve) => taker.listen(place.workerPort, "127.0.0.1", resolve));
    expect(await fails(launch(place))).toContain("set WORKER_PORT");
    taker.close();
  });

  test("a DATABASE_URL that nobody answers", async () => {
    const env = { DATABASE_URL: "postgres://nobody:x@127.0.0.1:1/none", ...withSecret };
    expect(await fails(launch(await newPlace(), env))).toContain("check DATABASE_URL");
  });

  test("a DATABASE_URL without a secret", async () => {
    const env = { DATABASE_URL: "postgres://nobody:x@127.0.0.1:1/none" };
    expect(await fails(launch(await newPlace(), env))).toContain("SCRIPTBUS_SECRET");
  });

  test("a data directory that cannot be made", async () => {
    const place = await newPlace();
    for (const dataDir of [import.meta.filename, "/proc/scriptbus/data"]) {
      const instance = launch({ ...place, dataDir });
      expect(await instance.ended).toBe(1);
      expect(instance.lines).toHaveLength(1);
      expect(instance.lines[0]).toContain("set SCRIPTBUS_DATA_DIR");
    }
    removeData(place);
  });

  test("a port that is no number", async () => {
    expect(await fails(launch(await newPlace(), { PORT: "http" }))).toContain("PORT must be");
  });
});

test.describe("one instance", () => {
  test.describe.configure({ mode: "serial" });
  let instance: Instance;

  test.beforeAll(async () => {
    test.setTimeout(300_000); // the first start builds the console
    instance = await start(await newPlace(), empty);
  });

  test.afterAll(() => end(instance));

  const isUp = async () =>
    (await answers(`${instance.url}/readyz`)) && answers(`${instance.workerUrl}/readyz`);
  const pidOf = (command: RegExp) =>
    processesOf(instance).find((each) => command.test(each.command))?.pid ?? 0;

  test("says once that it is ready, and is", async () => {
    const ready = instance.lines.filter((line) => line.startsWith("Scriptbus is ready"));
    expect(ready).toEqual([`Scriptbus is ready at http://localhost:${instance.port}`]);
    expect(await isUp()).toBe(true);
    expect(await answers(`${instance.url}/livez`)).toBe(true);
    expect(await answers(`${instance.workerUrl}/livez`)).toBe(true);
  });

  test("a second start in the same data directory says so and leaves the first alone", async () => {
    const second = launch({ ...instance, ...(await newPorts()) }, empty);
    expect(await second.ended).toBe(1);
    expect(second.lines.join()).toContain(`another Scriptbus (process ${instance.pid})`);
    expect(await isUp()).toBe(true);
  });

  const victims: [string, () => number][] = [
    ["web", () => pidOf(/^next-server/)],
    ["worker", () => pidOf(/workers\/main\.ts/)],
    ["PostgreSQL", () => postmasterOf(instance)],
  ];
  for (const [name, findPid] of victims) {
    test(`${name} comes back after a kill -9`, async () => {
      const pid = findPid();
      expect(pid).toBeGreaterThan(0);
      process.kill(pid, "SIGKILL");
      await instance.line(new RegExp(`${name} is ready again`));
      await expect.poll(isUp, { timeout: 20_000 }).toBe(true);
      expect(findPid()).not.toBe(pid);
    });
  }

  test("SIGTERM ends it with exit code 0 and leaves nothing running", async () => {
    instance.signal("SIGTERM");
    expect(await instance.ended).toBe(0);
    await expect.poll(() => processesOf(instance)).toEqual([]);
  });

  test("starts again on its data, and a kill -9 of the start takes everything along", async () => {
    instance = await start(instance, empty);
    instance.signal("SIGKILL");
    await instance.ended;
    await expect.poll(() => processesOf(instance), { timeout: 20_000 }).toEqual([]);
  });

  test("starts again after that kill -9", async () => {
    instance = await start(instance, empty);
    expect(await isUp()).toBe(true);
  });

  test("a second signal ends at once what does not want to end", async () => {
    process.kill(pidOf(/workers\/main\.ts/), "SIGSTOP");
    instance.signal("SIGTERM");
    await instance.line(/Stopping/);
    const insist = () => {
      instance.signal("SIGTERM");
      return processesOf(instance);
    };
    await expect.poll(insist, { intervals: [250] }).toEqual([]);
    expect(await instance.ended).toBe(1);
  });

  test("a signal while it starts ends it with exit code 0", async () => {
    instance = launch(instance, empty);
    await instance.line(/Migrating/);
    instance.signal("SIGTERM");
    expect(await instance.ended).toBe(0);
    await expect.poll(() => processesOf(instance)).toEqual([]);
  });
});

test("runs on the server that DATABASE_URL names, and leaves it running", async () => {
  test.setTimeout(120_000);
  const server = await startTestServer();
  const url = new URL("/scriptbus", server.adminUrl).href;
  const instance = await start(await newPlace(), { DATABASE_URL: url, ...withSecret });
  expect(await answers(`${instance.workerUrl}/readyz`)).toBe(true);
  expect(postmasterOf(instance)).toBe(0);
  await end(instance);
  expect(await instance.ended).toBe(0);
  const again = await start(instance, { DATABASE_URL: url, ...withSecret });
  await end(again);
  await server.stop();
});
