import { randomBytes } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { POST as publish } from "#app/api/v1/events/route.ts";
import { GET as listScripts } from "#app/api/v1/scripts/route.ts";
import { GET as readyz } from "#app/readyz/route.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase } from "#db/testing/test-database.ts";
import { closeDatabase, isDatabaseReady } from "./database.ts";

const context = { params: Promise.resolve({}) };
const headers = { authorization: "Bearer sb_x", "content-type": "application/json" };

beforeEach(() => {
  process.env["SCRIPTBUS_SECRET"] = randomBytes(32).toString("base64");
  process.env["LOG_LEVEL"] = "silent";
});
afterEach(() => closeDatabase());

test("without database every route answers 503 and says when to try again", async () => {
  process.env["DATABASE_URL"] = "postgres://app:x@127.0.0.1:1/none";
  const list = await listScripts(new Request("http://x/api/v1/scripts", { headers }), context);
  const body = JSON.stringify({ type: "a.b", data: 1 });
  const post = new Request("http://x/api/v1/events", { method: "POST", headers, body });
  for (const answer of [list, await publish(post, context)]) {
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ code: "unavailable" });
  }
  expect((await readyz()).status).toBe(503);
});

test("readiness does not wait for a database that is silent", async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  const port = typeof address === "object" ? address?.port : 0;
  process.env["DATABASE_URL"] = `postgres://app:x@127.0.0.1:${port}/none`;
  const startedAt = performance.now();
  expect(await isDatabaseReady(100)).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  for (const socket of sockets) socket.destroy();
  silent.close();
});

test("comes back by itself when the connections were cut", async () => {
  const database = await createTestDatabase();
  process.env["DATABASE_URL"] = database.appUrl;
  const { apiKey } = await createTenant(database.sql);
  const ask = async () => {
    const headers = { authorization: `Bearer ${apiKey}` };
    const request = new Request("http://x/api/v1/scripts", { headers });
    return (await listScripts(request, context)).status;
  };
  expect(await ask()).toBe(200);
  await database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity where usename = 'scriptbus_app' and datname = current_database()`;
  expect([200, 503]).toContain(await ask());
  expect(await ask()).toBe(200);
  await closeDatabase();
  await database.close();
});
