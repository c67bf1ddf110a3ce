import { expect, test } from "vitest";
import { acme } from "#bin/demo/acme.ts";
import type { Api } from "./api.ts";
import { seedDemoContent } from "./demo-content.ts";

type Row = { id: string; name: string; scriptId: string; eventType: string };

/** An API that keeps what it is given, and goes away after `budget` writes. */
function createFakeApi(budget = Number.POSITIVE_INFINITY) {
  const scripts: Row[] = [];
  const subscriptions: Row[] = [];
  const events = new Map<string, unknown>();
  const state = { budget };
  const keep = (rows: Row[], body: unknown) => {
    const row = { ...(body as Row), id: `id ${rows.length}` };
    rows.push(row);
    return row;
  };
  const accept = (batch: readonly { id: string }[]) => ({
    items: batch.map((event, index) => {
      const duplicate = events.has(event.id);
      events.set(event.id, event);
      return { index, status: 202, duplicate };
    }),
  });
  const api: Api = {
    put: async () => null,
    get: async (path) => {
      const scriptId = /scriptId=(.*)$/.exec(path)?.[1];
      if (!scriptId) return { items: scripts };
      return { items: subscriptions.filter((row) => row.scriptId === scriptId) };
    },
    post: async (path, body) => {
      state.budget -= 1;
      if (state.budget < 0) throw new Error("the API went away");
      if (path === "/events") return accept(body as { id: string }[]);
      return keep(path === "/scripts" ? scripts : subscriptions, body);
    },
  };
  return { api, state, scripts, subscriptions, events };
}

const whole = { scripts: 18, subscriptions: 18, events: 284 };

test("a demo tenant gets its scripts, its subscriptions and its events", async () => {
  const { api, ...kept } = createFakeApi();
  const content = await seedDemoContent(api, acme);
  expect(content).toMatchObject({ scripts: 18, subscriptions: 18, accepted: 284, duplicates: 0 });
  expect(sizes(kept)).toEqual(whole);
});

test.each([0, 1, 2, 9, 35, 36, 37, 38])(
  "a seeding that was cut off after %i writes is finished by the next one, nothing twice",
  async (writes) => {
    const { api, state, ...kept } = createFakeApi(writes);
    await expect(seedDemoContent(api, acme)).rejects.toThrow("the API went away");
    state.budget = Number.POSITIVE_INFINITY;
    await seedDemoContent(api, acme);
    expect(sizes(kept)).toEqual(whole);
    expect(new Set(kept.scripts.map(({ name }) => name)).size).toBe(whole.scripts);
  },
);

function sizes(
  kept: Pick<ReturnType<typeof createFakeApi>, "scripts" | "subscriptions" | "events">,
) {
  const { scripts, subscriptions, events } = kept;
  return {
    scripts: scripts.length,
    subscriptions: subscriptions.length,
    events: events.size,
  };
}
