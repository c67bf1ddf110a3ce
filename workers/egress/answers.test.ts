// What servers may answer: slow, huge, packed, broken; every answer ends, bounded, with words for it.
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import zlib from "node:zlib";
import { describe, expect, test } from "vitest";
import { eventually } from "#db/testing/eventually.ts";
import type { EgressRequest } from "./egress-request.ts";
import { egressTo, serve, serveBytes, type TestServer } from "./testing/servers.ts";

const ask = (server: TestServer, more?: Partial<EgressRequest>) =>
  egressTo([`api.test:${server.port}`]).ask(`http://api.test:${server.port}/`, more);

async function askFor(answer: (response: ServerResponse) => void, more?: Partial<EgressRequest>) {
  const server = await serve((_request, response) => answer(response));
  return { server, result: await ask(server, more) };
}

async function messageOf(answer: (response: ServerResponse) => void): Promise<string> {
  const { result } = await askFor(answer);
  return result.ok ? "" : `${result.error.name}: ${result.error.message}`;
}

const closed = (server: TestServer) =>
  eventually(
    async () => server.sockets.every((socket) => socket.destroyed),
    (all) => all,
    3_000,
  );

test("an answer has a status, lower-case headers and a body", async () => {
  const { result } = await askFor((response) => {
    response.writeHead(
      418,
      [
        ["X-A", "1"],
        ["x-a", "2"],
        ["Set-Cookie", "a=b"],
      ].flat(),
    );
    response.end("short and stout");
  });
  if (!result.ok) throw new Error(result.error.message);
  expect(result.answer.status).toBe(418);
  expect(result.answer.headers).toMatchObject({ "x-a": "1, 2", "set-cookie": "a=b" });
  expect(result.answer.body.toString()).toBe("short and stout");
});

describe("the deadline ends it and closes the socket when", () => {
  const slow: Record<string, Parameters<typeof serveBytes>[0]> = {
    "nothing comes": () => {},
    "headers drip": (socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      drip(socket, (n) => `x-${n}: a\r\n`);
    },
    "interim answers never end": (socket) => drip(socket, () => "HTTP/1.1 102 Processing\r\n\r\n"),
    "the body drips": (socket) => {
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      drip(socket, () => "1\r\na\r\n");
    },
    "the body stops": (socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc");
    },
  };
  function drip(
    socket: Parameters<Parameters<typeof serveBytes>[0]>[0],
    text: (n: number) => string,
  ) {
    let n = 0;
    const timer = setInterval(() => socket.write(text(n++)), 20);
    socket.on("close", () => clearInterval(timer));
  }

  test.each(Object.entries(slow))("%s", async (_name, onSocket) => {
    const server = await serveBytes((socket) => {
      socket.resume();
      onSocket(socket);
    });
    const began = performance.now();
    const result = await ask(server, { timeoutMs: 250 });
    expect(result).toEqual({
      ok: false,
      error: {
        name: "TimeoutError",
        message: `no complete answer from api.test:${server.port} within 250 ms`,
      },
    });
    expect(performance.now() - began).toBeLessThan(1_500);
    await closed(server);
  });

  test("TLS is never agreed on", async () => {
    const server = await serveBytes((socket) => void socket.resume());
    const egress = egressTo([`api.test:${server.port}`]);
    const result = await egress.ask(`https://api.test:${server.port}/`, { timeoutMs: 150 });
    expect(result).toMatchObject({ error: { name: "TimeoutError" } });
    expect(server.sockets).toHaveLength(1);
    await closed(server);
  });

  test("the name takes long to resolve, and nothing is connected to afterwards", async () => {
    const server = await serve((_request, response) => response.end());
    const { promise, resolve } = Promise.withResolvers<string[]>();
    const resolvers = { public: () => promise, listed: () => promise };
    const privateHosts = { allowed: new Set([`a.test:${server.port}`]), addresses: new Map() };
    const egress = egressTo([], { resolvers, privateHosts });
    const result = await egress.ask(`http://a.test:${server.port}/`, { timeoutMs: 100 });
    expect(result).toMatchObject({ error: { name: "TimeoutError" } });
    resolve(["127.0.0.1"]);
    // What comes later has come: an earlier connection would be here.
    expect(await ask(server)).toMatchObject({ ok: true });
    expect(server.sockets).toHaveLength(1);
  });
});

describe("a body", () => {
  const megabyte = 1024 * 1024;

  test("may have exactly its most bytes, and no more", async () => {
    const body = (bytes: number) => (response: ServerResponse) => response.end(Buffer.alloc(bytes));
    const { result } = await askFor(body(megabyte));
    expect(result.ok && result.answer.body.length).toBe(megabyte);
    expect(await messageOf(body(megabyte + 1))).toMatch(
      /is larger than 1048576 bytes: ask for less/,
    );
  });

  test("without end is cut off early", async () => {
    let sent = 0;
    const { server, result } = await askFor(async (response) => {
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      response.writeHead(200);
      while (!response.destroyed) {
        sent += megabyte / 4;
        if (!response.write(Buffer.alloc(megabyte / 4))) {
          await once(response, "drain", { signal: gone.signal }).catch(() => {});
        }
      }
    });
    expect(result).toMatchObject({ ok: false, error: { name: "EgressError" } });
    await closed(server);
    expect(sent).toBeLessThan(32 * megabyte);
  });

  const packers: Record<string, (data: Buffer) => Buffer> = {
    gzip: zlib.gzipSync,
    "x-gzip": zlib.gzipSync,
    deflate: zlib.deflateSync,
    br: (data) =>
      zlib.brotliCompressSync(data, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
    zstd: zlib.zstdCompressSync,
  };

  test.each(Object.entries(packers))(
    "in %s is unpacked, and a bomb ends early",
    async (encoding, pack) => {
      const packed = (data: Buffer) => (response: ServerResponse) =>
        response.writeHead(200, { "content-encoding": encoding.toUpperCase() }).end(pack(data));
      const { result } = await askFor(packed(Buffer.from("wörds")));
      expect(result.ok && result.answer.body.toString()).toBe("wörds");
      const before = process.memoryUsage().rss;
      const bomb = packed(Buffer.alloc(100 * megabyte));
      const { server, result: blown } = await askFor(bomb);
      expect(blown).toMatchObject({ error: { message: expect.stringContaining("larger than") } });
      await closed(server);
      expect(process.memoryUsage().rss - before).toBeLessThan(300 * megabyte);
    },
  );

  test("in zstd may not ask for a large window", async () => {
    // As a stream, whose length it does not know, the encoder asks for all of the window it may have.
    const params = { [zlib.constants.ZSTD_c_windowLog]: 26 };
    const encoder = zlib.createZstdCompress({ params });
    encoder.write(Buffer.alloc(1_000, "abc"));
    encoder.flush(() => encoder.end());
    const data = Buffer.concat(await encoder.toArray());
    const message = await messageOf((response) =>
      response.writeHead(200, { "content-encoding": "zstd" }).end(data),
    );
    expect(message).toMatch(/cannot be decompressed/);
  });

  test.each(["compress", "gzip, gzip", "aws-chunked", "__proto__", "constructor"])(
    "in %s is refused: nobody asked for it",
    async (encoding) => {
      const message = await messageOf((response) =>
        response.writeHead(200, { "content-encoding": encoding }).end("abc"),
      );
      expect(message).toMatch(/^EgressError: .*an encoding that was not asked for$/);
    },
  );

  test("that is not what its encoding says cannot be read; one of no bytes can", async () => {
    for (const encoding of Object.keys(packers)) {
      const coded = { "content-encoding": encoding };
      const broken = await messageOf((response) =>
        response.writeHead(200, coded).end("not packed"),
      );
      expect(broken).toMatch(/^EgressError: the answer of .* cannot be decompressed$/);
      const { result } = await askFor((response) => response.writeHead(200, coded).end());
      expect(result.ok && result.answer.body.length).toBe(0);
    }
  });

  test("is not looked for where there is none", async () => {
    for (const [method, status] of [
      ["HEAD", 200],
      ["GET", 204],
      ["GET", 304],
    ] as const) {
      const { result } = await askFor(
        (response) => response.writeHead(status, { "content-encoding": "gzip" }).end(),
        { method },
      );
      expect(result).toMatchObject({ ok: true, answer: { status } });
    }
  });
});

describe("what is no proper answer is told in words, without an address:", () => {
  const odd: [what: string, bytes: string, message: RegExp][] = [
    ["other bytes", "SSH-2.0-OpenSSH_9.2\r\n", /not HTTP/],
    ["an end before the headers", "HTTP/1.1 200 OK\r\nx", /closed the connection|not HTTP/],
    [
      "an end within the body",
      "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc",
      /closed the conn|cut off/,
    ],
    [
      "large headers",
      `HTTP/1.1 200 OK\r\nx: ${"a".repeat(40_000)}\r\n\r\n`,
      /headers of its answer/,
    ],
    [
      "many headers",
      `HTTP/1.1 200 OK\r\n${"x: a\r\n".repeat(20_000)}\r\n`,
      /headers of its answer/,
    ],
    [
      "two lengths",
      "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\na",
      /not HTTP|cut off/,
    ],
    [
      "a bare line feed in a chunk",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
      /not HTTP/,
    ],
    [
      "another protocol",
      "HTTP/1.1 101 Switching\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n",
      /./,
    ],
  ];
  test.each(odd)("%s", async (_what, bytes, expected) => {
    const server = await serveBytes((socket) => socket.once("data", () => socket.end(bytes)));
    const result = await ask(server, { timeoutMs: 2_000 });
    expect(result).toMatchObject({ ok: false, error: { name: "EgressError" } });
    const message = result.ok ? "" : result.error.message;
    expect(message).toMatch(expected);
    expect(message).not.toContain("127.0.0.1");
    await closed(server);
  });

  test("nobody listens", async () => {
    const server = await serveBytes(() => {});
    const gone = server.port === 1 ? 2 : 1;
    const result = await egressTo([`api.test:${gone}`]).ask(`http://api.test:${gone}/`);
    const message = `no answer from api.test:${gone}: it refuses connections`;
    expect(result).toEqual({ ok: false, error: { name: "EgressError", message } });
  });

  test("there is no such host", async () => {
    const resolve = async () => [];
    const egress = egressTo([], { resolvers: { public: resolve, listed: resolve } });
    const message = 'there is no host "gone.example.com"';
    expect(await egress.ask("http://gone.example.com/")).toEqual({
      ok: false,
      error: { name: "EgressError", message },
    });
  });
});
