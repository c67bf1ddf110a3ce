import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { readRequest } from "#lib/events/read-request.ts";
import { defaultTenantLimits } from "#lib/tenancy/tenant-limits.ts";
import { type DemoCut, erpBatch, githubBatch } from "./demo-batch.ts";
import type { WebhookExamples } from "./github-events.ts";

const webhooks: WebhookExamples = createRequire(import.meta.url)("@octokit/webhooks-examples");

describe.each([
  ["business events", erpBatch],
  ["GitHub webhooks", (cut: DemoCut) => githubBatch(cut, webhooks)],
])("a stream of %s", (_, batch) => {
  const cut = (from: number, count: number, seed = 7) => batch({ seed, from, count });

  test("goes on without end, and no event comes twice", () => {
    const ids = cut(0, 1_000).map((event) => event.id);
    expect(new Set(ids).size).toBe(1_000);
  });

  test("is the same however it is cut, so that a batch may be sent again", () => {
    const whole = cut(0, 700);
    const pieces = [cut(0, 1), cut(1, 299), cut(300, 400)].flat();
    expect(pieces).toEqual(whole);
    expect(cut(5, 3)).toEqual(whole.slice(5, 8));
  });

  test("is another one for another seed", () => {
    const known = new Set(cut(0, 500).map((event) => event.id));
    expect(cut(0, 500, 900).some((event) => known.has(event.id))).toBe(false);
    const types = (seed: number) => cut(0, 50, seed).map((event) => JSON.stringify(event.data));
    expect(types(7)).not.toEqual(types(8));
  });

  test("is taken by the door, 100 at once", () => {
    const headers = { "content-type": "application/json" };
    for (const from of [0, 100, 200, 300]) {
      const body = Buffer.from(JSON.stringify(cut(from, 100)));
      const read = readRequest({ headers, body }, defaultTenantLimits.payloadBytes);
      expect(read.ok && read.value.items.every((item) => item.ok)).toBe(true);
    }
  });
});
