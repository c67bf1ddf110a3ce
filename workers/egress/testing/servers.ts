// Servers on loopback that count who comes, and an egress that may reach those it is told of.
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from "node:net";
import { onTestFinished } from "vitest";
import { createEgress, type Egress, type EgressOptions } from "../egress.ts";
import type { EgressRequest } from "../egress-request.ts";
import { testCertificate, testKey } from "./certificate.ts";

export type TestServer = {
  port: number;
  /** Sockets that came, in their order; closed ones stay. */
  sockets: Socket[];
  requests: IncomingMessage[];
};

export type OpenServer = TestServer & { close: () => Promise<void> };

/** For more than one test. */
export function openServer(listener: RequestListener): Promise<OpenServer> {
  return open(createServer(listener));
}

/** Closed with its sockets when the test is finished. */
export async function serve(listener: RequestListener): Promise<TestServer> {
  return follow(createServer(listener));
}

export async function serveTls(listener: RequestListener): Promise<TestServer> {
  return follow(createTlsServer({ key: testKey, cert: testCertificate }, listener));
}

/** What comes and goes is bytes. */
export async function serveBytes(onSocket: (socket: Socket) => void): Promise<TestServer> {
  return follow(createTcpServer(onSocket));
}

async function follow(server: Server): Promise<TestServer> {
  const opened = await open(server);
  onTestFinished(opened.close);
  return opened;
}

async function open(server: Server): Promise<OpenServer> {
  const sockets: Socket[] = [];
  const requests: IncomingMessage[] = [];
  server.on("connection", (socket: Socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
  });
  server.on("request", (request: IncomingMessage) => requests.push(request));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, sockets, requests, close };
}

export type TestEgress = Egress & {
  /** A GET as tenant A, unless it says otherwise. */
  ask: (url: string, more?: Partial<EgressRequest>) => ReturnType<Egress["fetch"]>;
};

/** `listed` are `host:port`; every name is 127.0.0.1 unless `addresses` says otherwise. */
export function egressTo(
  listed: readonly string[],
  more: Partial<EgressOptions> & { addresses?: Record<string, string> } = {},
): TestEgress {
  const { addresses, ...options } = more;
  const names = listed
    .map((entry) => entry.replace(/:\d+$/, ""))
    .filter((name) => !/^[\d[]/.test(name));
  const known = new Map(names.map((name) => [name, addresses?.[name] ?? "127.0.0.1"]));
  const egress = createEgress({
    allowedHosts: async () => null,
    privateHosts: { allowed: new Set(listed), addresses: known },
    ...options,
  });
  onTestFinished(() => egress.close());
  return {
    ...egress,
    ask: (url, request) => egress.fetch({ tenantId: "tenant-a", method: "GET", url, ...request }),
  };
}
