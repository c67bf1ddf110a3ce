// Nothing that is not public is ever connected to: a listener on every address of this machine counts who comes.
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { privateUrls } from "#lib/egress/testing/private-urls.ts";
import { egressTo, serve } from "./testing/servers.ts";

let trap: Server;
let port: number;
let caught = 0;
beforeAll(async () => {
  trap = createServer((socket) => {
    caught += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => trap.listen(0, resolve));
  port = (trap.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => trap.close(resolve)));
beforeEach(() => {
  caught = 0;
});

test("the trap catches what reaches it, by IPv4 and by name", async () => {
  const egress = egressTo([`127.0.0.1:${port}`, `trap.test:${port}`]);
  expect(await egress.ask(`http://127.0.0.1:${port}/`)).toMatchObject({ ok: false });
  expect(await egress.ask(`http://trap.test:${port}/`)).toMatchObject({ ok: false });
  expect(caught).toBe(2);
});

describe("refused before a connection", () => {
  test.each(privateUrls.map((url) => [url]))("%j", async (written) => {
    const egress = egressTo([], { resolvers: { public: askedTooMuch, listed: askedTooMuch } });
    const answer = await egress.ask(written.replaceAll("PORT", String(port)));
    expect(answer).toMatchObject({ ok: false, error: { name: "EgressError" } });
    expect(caught).toBe(0);
  });

  async function askedTooMuch(name: string): Promise<string[]> {
    throw new Error(`${name} was resolved`);
  }
});

const inner = ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.1"];

describe("a name with an address that is not public", () => {
  test.each([
    ...inner.map((address) => [[address]]),
    [["8.8.8.8", "127.0.0.1"]],
    [["127.0.0.1", "8.8.8.8"]],
    [["2606:4700::1", "64:ff9b::7f00:1"]],
    [["not an address"]],
    [["fe80::1%lo"]],
  ])("is refused, and the address is not told: %j", async (addresses) => {
    const resolve = async () => addresses;
    const egress = egressTo([], { resolvers: { public: resolve, listed: resolve } });
    const answer = await egress.ask(`http://inner.example.com:${port}/`);
    const message = answer.ok ? "" : answer.error.message;
    expect(message).toMatch(/^"inner.example.com" resolves to an address that is not public; /);
    for (const address of addresses) expect(message).not.toContain(address);
    expect(caught).toBe(0);
  });

  test("is refused also when the owner gives the address but does not list the host", async () => {
    const privateHosts = {
      allowed: new Set([`erp.example.com:${port + 1}`]),
      addresses: new Map([["erp.example.com", "127.0.0.1"]]),
    };
    const egress = egressTo([], { privateHosts });
    const answer = await egress.ask(`http://erp.example.com:${port}/`);
    expect(answer).toMatchObject({ ok: false, error: { name: "EgressError" } });
    expect(caught).toBe(0);
  });
});

test("a name that answers differently the second time is connected to where it was checked", async () => {
  const server = await serve((_request, response) => response.end("checked"));
  const answers = [["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]];
  let asked = 0;
  const listed = async () => answers[asked++] ?? [];
  const egress = egressTo([], {
    privateHosts: { allowed: new Set([`a.test:${server.port}`]), addresses: new Map() },
    resolvers: { public: listed, listed },
  });
  const answer = await egress.ask(`http://a.test:${server.port}/`);
  expect(answer.ok && answer.answer.body.toString()).toBe("checked");
  expect(server.sockets[0]?.localAddress).toBe("127.0.0.1");
  expect(asked).toBe(1);
});

test("a public name that turns private is not reached: its public address is tried, and each new connection is checked", async () => {
  let asked = 0;
  const resolve = async () => (asked++ === 0 ? ["1.2.3.4"] : ["127.0.0.1"]);
  const egress = egressTo([], { resolvers: { public: resolve, listed: resolve } });
  const url = `http://rebinding.example.com:${port}/`;
  expect(await egress.ask(url, { timeoutMs: 150 })).toMatchObject({ ok: false });
  expect(asked).toBe(1);
  const second = await egress.ask(url);
  expect(second).toMatchObject({ error: { message: expect.stringContaining("not public") } });
  expect(caught).toBe(0);
});

describe("a redirect", () => {
  const places = [
    (to: number) => `http://127.0.0.1:${to}/`,
    (to: number) => `http://2130706433:${to}/`,
    (to: number) => `//localhost:${to}/`,
    (to: number) => `http://[::ffff:127.0.0.1]:${to}/`,
    (to: number) => `http://inner.example.com:${to}/`,
    (to: number) => `http://user:pass@start.test:${to}/`,
    () => "http://169.254.169.254/latest/meta-data/",
    () => "file:///etc/passwd",
    () => "gopher://127.0.0.1/",
  ];
  test.each(places.map((place) => [place]))(
    "to what is not public is not followed: %s",
    async (place) => {
      const start = await serve((_request, response) => {
        response.writeHead(302, { location: place(port) }).end();
      });
      const resolve = async () => ["127.0.0.1"];
      const egress = egressTo([`start.test:${start.port}`], {
        resolvers: { public: resolve, listed: resolve },
      });
      const answer = await egress.ask(`http://start.test:${start.port}/`);
      expect(answer).toMatchObject({ ok: false, error: { name: "EgressError" } });
      expect(start.requests).toHaveLength(1);
      expect(caught).toBe(0);
    },
  );
});

test("a listed host works at its own port only, by address and by name", async () => {
  const server = await serve((_request, response) => response.end("inner"));
  const egress = egressTo([`127.0.0.1:${server.port}`, `erp.test:${server.port}`]);
  for (const host of ["127.0.0.1", "2130706433", "erp.test", "ERP.test"]) {
    const answer = await egress.ask(`http://${host}:${server.port}/`);
    expect(answer.ok && answer.answer.body.toString()).toBe("inner");
  }
  for (const url of [`http://127.0.0.1:${port}/`, `http://erp.test:${port}/`]) {
    expect(await egress.ask(url)).toMatchObject({ ok: false });
  }
  expect(caught).toBe(0);
});
