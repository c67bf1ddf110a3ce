import type { Server } from "node:http";
import { request } from "node:http";
import { hostname } from "node:os";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { internalToken } from "#lib/platform/internal-token.ts";
import {
  addressOf,
  type InternalRoute,
  maxInternalBytes,
  startHealthServer,
} from "./health-server.ts";

vi.stubEnv("SCRIPTBUS_SECRET", Buffer.alloc(32, 7).toString("base64"));

const faults: unknown[] = [];
const heard: string[] = [];
let server: Server;
let address: string;
beforeAll(async () => {
  server = await startHealthServer({
    host: "127.0.0.1",
    port: 0,
    metrics: { observe: () => {}, render: async () => ({ contentType: "text/x", text: "m 1\n" }) },
    notReady: async () => "starting",
    internal: new Map<string, InternalRoute>([
      [
        "/internal/echo",
        async (body) => {
          heard.push(body);
          return { status: 201, headers: { "x-kind": "echo" }, body: { length: body.length } };
        },
      ],
      ["/internal/broken", () => Promise.reject(new Error("broken"))],
    ]),
    endpoints: async (asked, answered) => {
      answered.end(asked.url);
    },
    onFault: (error) => faults.push(error),
  });
  address = addressOf(server, "127.0.0.1");
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

const authorized = { authorization: `Bearer ${internalToken()}` };

function post(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${address}${path}`, {
    method: "POST",
    body: "hello",
    headers: authorized,
    ...init,
  });
}

test("its address is one that another host can use, whatever it listens on", () => {
  const { port } = new URL(address);
  expect(addressOf(server, "127.0.0.1")).toBe(`http://127.0.0.1:${port}`);
  expect(addressOf(server, "::1")).toBe(`http://[::1]:${port}`);
  for (const wildcard of ["0.0.0.0", "::"]) {
    expect(addressOf(server, wildcard)).toBe(`http://${hostname()}:${port}`);
  }
});

test("probes and scrapers need no token", async () => {
  const answers = ["/livez", "/healthz", "/readyz", "/metrics", "/", "/internal"].map(
    async (path) => {
      const answer = await fetch(`${address}${path}?x=1`);
      return [path, answer.status, await answer.text()];
    },
  );
  expect(await Promise.all(answers)).toEqual([
    ["/livez", 200, "ok\n"],
    ["/healthz", 200, "ok\n"],
    ["/readyz", 503, "starting\n"],
    ["/metrics", 200, "m 1\n"],
    ["/", 404, expect.stringContaining("/metrics")],
    ["/internal", 404, expect.stringContaining("/metrics")],
  ]);
});

test("what is internal answers 401 to everybody without the instance's token, and does nothing", async () => {
  for (const authorization of ["", "Bearer x", "Basic x", `Bearer ${internalToken()}x`]) {
    for (const path of ["/internal/echo", "/internal/none", "/internal/broken"]) {
      const answer = await post(path, { headers: { authorization } });
      expect([answer.status, await answer.text()]).toEqual([401, "not for you\n"]);
    }
  }
  expect(heard).toEqual([]);
});

test("with the token a route answers what it says, and what is none answers 404", async () => {
  const answer = await post("/internal/echo");
  expect(answer.status).toBe(201);
  expect(answer.headers.get("x-kind")).toBe("echo");
  expect(await answer.json()).toEqual({ length: 5 });
  expect((await post("/internal/none")).status).toBe(404);
  expect((await post("/internal/../internal/constructor")).status).toBe(404);
  const asGet = await fetch(`${address}/internal/echo`, { headers: authorized });
  expect(asGet.status).toBe(404);
});

test("a body larger than any order is refused", async () => {
  heard.length = 0;
  const fits = await post("/internal/echo", { body: "x".repeat(maxInternalBytes) });
  expect(await fits.json()).toEqual({ length: maxInternalBytes });
  const larger = await post("/internal/echo", { body: "x".repeat(maxInternalBytes + 1) }).then(
    ({ status }) => status,
    () => 413, // cut off while it still sent
  );
  expect(larger).toBe(413);
  expect(heard).toHaveLength(1);
});

test("a route that fails answers 500 without a word of why, and the fault is told", async () => {
  const answer = await post("/internal/broken");
  expect([answer.status, await answer.text()]).toEqual([500, "internal error\n"]);
  expect(faults.at(-1)).toMatchObject({ message: "broken" });
});

test("a caller that goes away in the middle of its body leaves the server as it was", async () => {
  const told = faults.length;
  const call = request(`${address}/internal/echo`, {
    method: "POST",
    headers: { ...authorized, "content-length": 100 },
  });
  call.on("error", () => {});
  await new Promise<void>((resolve) => call.write("half", () => resolve()));
  call.destroy();
  await vi.waitFor(() => expect(faults.length).toBeGreaterThan(told));
  expect((await post("/internal/echo")).status).toBe(201);
});

test("endpoints are served to the instance's own processes only", async () => {
  const answer = await fetch(`${address}/x/acme/a?b=1`, { headers: authorized });
  expect([answer.status, await answer.text()]).toEqual([200, "/x/acme/a?b=1"]);
  expect((await fetch(`${address}/x/acme/a`)).status).toBe(401);
  const headers = { authorization: "Bearer wrong" };
  expect((await fetch(`${address}/x/acme/a`, { headers })).status).toBe(401);
});
