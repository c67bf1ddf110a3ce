// What goes out, and what goes on: headers, redirects, and a tenant's own list of hosts.
import { describe, expect, test } from "vitest";
import type { EgressMethod } from "#lib/egress/methods.ts";
import { egressTo, serve, type TestServer } from "./testing/servers.ts";

const urlOf = ({ port }: TestServer, path = "/") => `http://api.test:${port}${path}`;
const echo = () => serve((_request, response) => response.end("here"));

test("a request goes out as HTTP/1.1 with the script's headers and no more than it needs", async () => {
  const server = await echo();
  const egress = egressTo([`api.test:${server.port}`]);
  const headers = [
    ["X-Signature", "abc"],
    ["User-Agent", "Scriptbus/1"],
  ] as const;
  await egress.ask(urlOf(server, "/a%20b?c=d#e"), { method: "POST", headers, body: "wörds" });
  const [request] = server.requests;
  expect([request?.httpVersion, request?.method, request?.url]).toEqual([
    "1.1",
    "POST",
    "/a%20b?c=d",
  ]);
  expect(request?.headers).toEqual({
    host: `api.test:${server.port}`,
    connection: "keep-alive",
    "x-signature": "abc",
    "user-agent": "Scriptbus/1",
    "accept-encoding": "gzip, br, zstd",
    "content-length": "6",
  });
});

test.each([
  ["host", "evil"],
  ["x-a", "b\r\nx-injected: c"],
  ["x-a\r\nx-injected", "c"],
  ["transfer-encoding", "chunked"],
  ["content-length", "0"],
])("a header %j: %j is refused before a connection", async (name, value) => {
  const server = await echo();
  const egress = egressTo([`api.test:${server.port}`]);
  const request = { headers: [[name, value]] as const };
  expect(await egress.ask(urlOf(server), request)).toMatchObject({ ok: false });
  const judged = { tenantId: "tenant-a", method: "GET", url: urlOf(server), ...request } as const;
  expect(await egress.judge(judged)).toMatchObject({ name: "EgressError" });
  expect(server.sockets).toHaveLength(0);
});

test("cookies are not kept", async () => {
  const server = await serve((_request, response) => {
    response.writeHead(200, { "set-cookie": "session=abc; path=/" }).end();
  });
  const egress = egressTo([`api.test:${server.port}`]);
  await egress.ask(urlOf(server));
  await egress.ask(urlOf(server));
  expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
});

describe("redirects", () => {
  /** `/3` redirects to `/2`, and so on; `/0` answers. */
  const countdown = () =>
    serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end("arrived");
      else response.writeHead(302, { location: `/${left - 1}` }).end("moved");
    });

  test("are followed five times and no more", async () => {
    const server = await countdown();
    const egress = egressTo([`api.test:${server.port}`]);
    const near = await egress.ask(urlOf(server, "/5"));
    expect(near.ok && near.answer.body.toString()).toBe("arrived");
    expect(server.requests).toHaveLength(6);
    expect(await egress.ask(urlOf(server, "/6"))).toMatchObject({
      error: { message: expect.stringContaining("more than 5 redirects") },
    });
    expect(server.requests).toHaveLength(12);
  });

  test("share one deadline", async () => {
    const server = await serve((_request, response) => {
      setTimeout(() => response.writeHead(302, { location: "/" }).end(), 80);
    });
    const egress = egressTo([`api.test:${server.port}`]);
    const result = await egress.ask(urlOf(server), { timeoutMs: 200 });
    expect(result).toMatchObject({ error: { name: "TimeoutError" } });
    expect(server.requests.length).toBeLessThanOrEqual(3);
  });

  test("to another origin leave behind what holds a key; on the same one everything stays", async () => {
    const away = await echo();
    const start = await serve((request, response) => {
      const location = request.url === "/near" ? "/end" : urlOf(away, "/end");
      if (request.url === "/end") response.end();
      else response.writeHead(307, { location }).end();
    });
    const egress = egressTo([`api.test:${start.port}`, `api.test:${away.port}`]);
    const headers = [
      ["authorization", "Bearer a"],
      ["idempotency-key", "k:1"],
      ["x-api-key", "b"],
      ["content-type", "text/plain"],
    ] as const;
    const method: EgressMethod = "POST";
    for (const path of ["/near", "/far"]) {
      await egress.ask(urlOf(start, path), { method, headers, body: "a" });
    }
    const [near, far] = [start.requests[1]?.headers, away.requests[0]?.headers];
    expect(near).toMatchObject(Object.fromEntries(headers));
    expect(far).toMatchObject({ "content-type": "text/plain", "content-length": "1" });
    expect(Object.keys(far ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/authorization|key/)]),
    );
  });

  test("are followed whatever their body is", async () => {
    const server = await serve((request, response) => {
      if (request.url === "/end") return void response.end("arrived");
      response.writeHead(301, { location: "/end", "content-encoding": "unheard-of" });
      response.end(Buffer.alloc(5 * 1024 * 1024));
    });
    const result = await egressTo([`api.test:${server.port}`]).ask(urlOf(server));
    expect(result.ok && result.answer.body.toString()).toBe("arrived");
  });

  test("without a location are answers", async () => {
    const server = await serve((_request, response) => response.writeHead(302).end("where?"));
    const result = await egressTo([`api.test:${server.port}`]).ask(urlOf(server));
    expect(result).toMatchObject({ ok: true, answer: { status: 302 } });
  });
});

describe("a tenant's list of hosts", () => {
  test("decides about the first request and each redirect", async () => {
    const away = await echo();
    const start = await serve((_request, response) =>
      response.writeHead(302, { location: `http://away.test:${away.port}/` }).end(),
    );
    const listed = [`api.test:${start.port}`, `away.test:${away.port}`];
    const egress = egressTo(listed, { allowedHosts: async () => ["api.test"] });
    const direct = await egress.ask(`http://away.test:${away.port}/`);
    expect(direct).toMatchObject({
      error: { message: `"away.test:${away.port}" is not among the hosts this tenant allows` },
    });
    const redirected = await egress.ask(urlOf(start));
    expect(redirected).toMatchObject({
      error: { message: expect.stringMatching(/redirects: "away.test:\d+" is not among/) },
    });
    expect(away.sockets).toHaveLength(0);
  });

  test("is each tenant's own, and is not read for every request", async () => {
    const server = await echo();
    const asked: string[] = [];
    const egress = egressTo([`api.test:${server.port}`], {
      allowedHosts: async (tenantId) => {
        asked.push(tenantId);
        return tenantId === "tenant-a" ? null : [];
      },
    });
    for (let n = 0; n < 3; n += 1) {
      expect(await egress.ask(urlOf(server))).toMatchObject({ ok: true });
      expect(await egress.ask(urlOf(server), { tenantId: "tenant-b" })).toMatchObject({
        ok: false,
      });
    }
    expect(asked).toEqual(["tenant-a", "tenant-b"]);
  });

  test("that cannot be read opens nothing, and is asked for again", async () => {
    const server = await echo();
    let isDown = true;
    const egress = egressTo([`api.test:${server.port}`], {
      allowedHosts: async () => {
        if (isDown) throw Object.assign(new Error("no database"), { code: "ECONNREFUSED" });
        return null;
      },
    });
    await expect(egress.ask(urlOf(server))).rejects.toThrow("no database");
    expect(server.sockets).toHaveLength(0);
    isDown = false;
    expect(await egress.ask(urlOf(server))).toMatchObject({ ok: true });
  });
});
