// What a first start shows: two tenants with hundreds of real executions, failures and dead letters, all settled.
import { apiOf, listAll, readDemo } from "./api.ts";
import { expect, test } from "./story.ts";

test("after the first start every demo event has reached a terminal state", async ({
  instance,
}) => {
  const demo = readDemo(instance);
  for (const key of [demo.apiKey, demo.otherTenant.apiKey]) {
    const api = apiOf(instance, key);
    await expect
      .poll(async () => (await api.get("/events?status=unrouted")).items, { timeout: 60_000 })
      .toEqual([]);
    const unfinished = async () => {
      const states = ["waiting", "ready", "running", "scheduled"];
      const lists = await Promise.all(
        states.map((state) => listAll(api, `/deliveries?state=${state}`)),
      );
      return lists.flat().length;
    };
    await expect.poll(unfinished, { timeout: 60_000 }).toBe(0);
    const executions = await listAll(api, "/executions");
    expect(executions.length).toBeGreaterThan(200);
    const statuses = new Set(executions.map(({ status }) => status));
    expect(statuses.has("succeeded")).toBe(true);
    expect(statuses.has("failed")).toBe(true);
    expect(executions.some(({ attempt, status }) => attempt > 1 && status === "succeeded")).toBe(
      true,
    );
    expect((await listAll(api, "/dead-letters")).length).toBeGreaterThan(0);
  }
});

test("the worker's metrics carry the plan's three names", async ({ instance }) => {
  const text = await (await fetch(`${instance.workerUrl}/metrics`)).text();
  expect(text).toMatch(
    /^script_events_processed_total\{event_type="[^"]+",script_id="[^"]+",status="succeeded"\} \d+/m,
  );
  expect(text).toMatch(
    /^script_event_processing_duration_seconds_bucket\{le="0\.5",event_type="[^"]+",script_id="[^"]+"\} \d+/m,
  );
  expect(text).toMatch(/^script_event_queue_size \d+/m);
});
