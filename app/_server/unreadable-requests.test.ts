import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mendUnreadableRequests } from "./unreadable-requests.ts";

let server: Server;
beforeAll(async () => {
  mendUnreadableRequests();
  server = createServer((request, response) => response.end(`${request.method} ${request.url}`));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

async function seenFor(path: string, method = "GET"): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: "127.0.0.1", path, method }, (response) => {
      response.setEncoding("utf8").on("data", resolve);
    });
    sent.on("error", reject).end();
  });
}

test("a path that cannot be decoded names nothing", async () => {
  expect(await seenFor("/api/v1/scripts/%zz")).toBe("GET /api/v1/unreadable-path");
  expect(await seenFor("/%E0%A4%A")).toBe("GET /unreadable-path");
  expect(await seenFor("*", "OPTIONS")).toBe("OPTIONS /unreadable-path");
});

test("every other path stays as it was sent", async () => {
  expect(await seenFor("/api/v1/events?q=%zz")).toBe("GET /api/v1/events?q=%zz");
  expect(await seenFor("/a%20b")).toBe("GET /a%20b");
});

test("TRACE becomes a method that Next refuses", async () => {
  expect(await seenFor("/", "TRACE")).toBe("UNSUPPORTED /");
});
