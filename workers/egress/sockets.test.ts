// Connections: how many a tenant has, who may use which, and when they end.
import type { RequestListener, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { eventually } from "#db/testing/eventually.ts";
import { testCertificate } from "./testing/certificate.ts";
import { egressTo, serve, serveTls, type TestServer } from "./testing/servers.ts";

const url = ({ port }: TestServer) => `http://api.test:${port}/`;
const egressOf = (server: TestServer, limits = {}) =>
  egressTo([`api.test:${server.port}`], { limits });

/** A server that answers when it is told to. */
async function patient() {
  const waiting: ServerResponse[] = [];
  let isHasty = false;
  const server = await serve((_request, response) => {
    waiting.push(response);
    if (isHasty) response.end("a");
  });
  const seen = (count: number) =>
    eventually(
      async () => waiting.length,
      (length) => length >= count,
      5_000,
    );
  const answerAll = () => {
    isHasty = true;
    for (const response of waiting) if (!response.writableEnded) response.end("a");
  };
  return { server, waiting, seen, answerAll };
}

test("a tenant meets its own connection again, and never another tenant's", async () => {
  const server = await serve((request, response) => response.end(`${request.socket.remotePort}`));
  const egress = egressOf(server);
  const portFor = async (tenantId: string) => {
    const result = await egress.ask(url(server), { tenantId });
    return result.ok ? result.answer.body.toString() : result.error.message;
  };
  const ofA = await portFor("tenant-a");
  const ofB = await portFor("tenant-b");
  expect(ofB).not.toBe(ofA);
  expect(await portFor("tenant-a")).toBe(ofA);
  expect(await portFor("tenant-b")).toBe(ofB);
  expect(server.sockets).toHaveLength(2);
});

test("a connection that is not used closes by itself", async () => {
  const server = await serve((_request, response) => response.end());
  const egress = egressOf(server, { idleMs: 50 });
  expect(await egress.ask(url(server))).toMatchObject({ ok: true });
  await eventually(
    async () => server.sockets[0]?.destroyed,
    (destroyed) => destroyed === true,
    2_000,
  );
});

test("a connection that the server closes after its answer is not used again", async () => {
  const server = await serve((_request, response) =>
    response.writeHead(200, { connection: "close" }).end(),
  );
  const egress = egressOf(server, { socketsPerTenant: 1 });
  for (let n = 0; n < 5; n += 1) expect(await egress.ask(url(server))).toMatchObject({ ok: true });
  expect(server.sockets).toHaveLength(5);
});

test("one tenant's waiting requests leave room for the others", async () => {
  const { server, waiting, seen, answerAll } = await patient();
  const egress = egressOf(server, { socketsPerTenant: 2, sockets: 3 });
  const ofA = Array.from({ length: 5 }, () => egress.ask(url(server)));
  await seen(2);
  const ofB = egress.ask(url(server), { tenantId: "tenant-b" });
  await seen(3);
  const ofC = egress.ask(url(server), { tenantId: "tenant-c" });
  waiting[2]?.end("b");
  expect(await ofB).toMatchObject({ ok: true });
  await seen(4);
  waiting[3]?.end("c");
  const answer = await ofC;
  expect(answer.ok && answer.answer.body.toString()).toBe("c");
  answerAll();
  expect((await Promise.all(ofA)).every(({ ok }) => ok)).toBe(true);
  expect(server.sockets.filter((socket) => !socket.destroyed).length).toBeLessThanOrEqual(3);
}, 20_000);

test("who waits in vain for a connection is told so", async () => {
  const { server, seen } = await patient();
  const egress = egressOf(server, { socketsPerTenant: 1 });
  const first = egress.ask(url(server), { timeoutMs: 5_000 });
  await seen(1);
  const second = await egress.ask(url(server), { timeoutMs: 100 });
  expect(second).toMatchObject({
    error: {
      name: "TimeoutError",
      message: expect.stringContaining("before a connection was free"),
    },
  });
  expect(server.sockets).toHaveLength(1);
  await egress.close();
  expect(await first).toMatchObject({ ok: false });
});

test("the end of the egress ends who waits for a connection, and gives no more of them", async () => {
  const { server, seen } = await patient();
  const egress = egressOf(server, { socketsPerTenant: 1 });
  const first = egress.ask(url(server));
  await seen(1);
  const waiting = [egress.ask(url(server)), egress.ask(url(server))];
  const began = performance.now();
  // The list of hosts is read first: behind that read they wait.
  await new Promise(setImmediate);
  await egress.close();
  const closed = {
    ok: false,
    error: { message: expect.stringContaining("connection was closed") },
  };
  expect(await first).toMatchObject({ ok: false });
  for (const asked of [...waiting, egress.ask(url(server))]) {
    expect(await asked).toMatchObject(closed);
  }
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(server.sockets).toHaveLength(1);
});

test("unused connections give way: to the tenant's other origins, and to other tenants", async () => {
  const listener: RequestListener = (_request, response) => response.end();
  const [one, two] = [await serve(listener), await serve(listener)];
  const egress = egressTo([`api.test:${one.port}`, `api.test:${two.port}`], {
    limits: { socketsPerTenant: 1, sockets: 2, idleMs: 60_000 },
  });
  const isOpen = async (server: TestServer, n: number) => !server.sockets[n]?.destroyed;
  const isClosed = (server: TestServer, n: number) =>
    eventually(
      () => isOpen(server, n),
      (open) => !open,
      5_000,
    );
  await egress.ask(url(one));
  await egress.ask(url(two));
  await isClosed(one, 0);
  await egress.ask(url(one), { tenantId: "tenant-b" });
  await egress.ask(url(one), { tenantId: "tenant-c" });
  await isClosed(two, 0);
  expect(await isOpen(one, 1)).toBe(true);
});

test("the end of a run closes its connections, those that wait and those not yet made", async () => {
  const { server, seen } = await patient();
  const egress = egressOf(server, { socketsPerTenant: 1 });
  const run = new AbortController();
  const { signal } = run;
  const asked = [egress.ask(url(server), { signal }), egress.ask(url(server), { signal })];
  await seen(1);
  run.abort();
  for (const result of await Promise.all(asked)) {
    expect(result).toMatchObject({ ok: false, error: { message: "the run is over" } });
  }
  await eventually(
    async () => server.sockets[0]?.destroyed,
    (destroyed) => destroyed === true,
    5_000,
  );
  expect(await egress.ask(url(server), { signal })).toMatchObject({ ok: false });
  expect(server.sockets).toHaveLength(1);
});

test("a certificate is checked by the name that was asked for, whatever the environment says", async () => {
  const server = await serveTls((_request, response) => response.end("safe"));
  const { port } = server;
  const listed = [`api.test:${port}`, `other.test:${port}`, `127.0.0.1:${port}`];
  const trusting = egressTo(listed, { ca: testCertificate });
  for (const host of ["api.test", "127.0.0.1"]) {
    const result = await trusting.ask(`https://${host}:${port}/`);
    expect(result.ok && result.answer.body.toString()).toBe("safe");
  }
  const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
  process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
  const other = await trusting.ask(`https://other.test:${port}/`);
  const stranger = await egressTo(listed).ask(`https://api.test:${port}/`);
  process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
  if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
  for (const [result, code] of [
    [other, "ERR_TLS_CERT_ALTNAME_INVALID"],
    [stranger, "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ] as const) {
    const message = expect.stringContaining(`its certificate is not trusted (${code})`);
    expect(result).toMatchObject({ ok: false, error: { message } });
  }
});

test("plain HTTP where TLS is spoken, and the other way round, is told in words", async () => {
  const plain = await serve((_request, response) => response.end());
  const secure = await serveTls((_request, response) => response.end());
  const egress = egressTo([`api.test:${plain.port}`, `api.test:${secure.port}`]);
  expect(await egress.ask(`https://api.test:${plain.port}/`)).toMatchObject({
    error: { message: expect.stringContaining("does not speak TLS") },
  });
  expect(await egress.ask(url(secure))).toMatchObject({
    ok: false,
    error: { name: "EgressError" },
  });
});

test("no proxy of the environment is used", async () => {
  const proxy = await serve((_request, response) => response.end("proxied"));
  const server = await serve((_request, response) => response.end("direct"));
  const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"];
  for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`;
  process.env["NODE_USE_ENV_PROXY"] = "1";
  const result = await egressOf(server).ask(url(server));
  for (const name of [...names, "NODE_USE_ENV_PROXY"]) delete process.env[name];
  expect(result.ok && result.answer.body.toString()).toBe("direct");
  expect(proxy.sockets).toHaveLength(0);
});
