// The other side of the demo's webhooks: keeps the last requests in memory and shows them as JSON on GET.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Logger } from "pino";
import { readBody } from "#workers/read-body.ts";

type Received = { at: string; method: string; path: string; headers: object; body: string };

export type DemoReceiver = {
  /** `host:port`. */
  address: string;
  close: () => Promise<void>;
};

const host = "127.0.0.1";
const keptRequests = 100;
const bodyBytes = 64 * 1024;

/** Null for port 0, and when the port is somebody else's by now: then no script may reach it. */
export async function openDemoReceiver(port: number, log: Logger): Promise<DemoReceiver | null> {
  if (port === 0) return null;
  const address = `${host}:${port}`;
  const kept: Received[] = [];
  const server = createServer((request, response) => {
    answer(request, response, { kept, address }).catch(() => response.destroy());
  });
  try {
    await listen(server, port);
  } catch (err) {
    log.warn({ err, address }, "the demo has no receiver of webhooks");
    return null;
  }
  return { address, close: () => closeServer(server) };
}

/** Only by its own address: no page elsewhere may read it under another name. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { kept, address }: { kept: Received[]; address: string },
): Promise<void> {
  if (request.headers.host !== address) return send(response, 421, { kept: false });
  const { method = "", url: path = "/", headers } = request;
  if (method === "GET") return send(response, 200, kept);
  if (Number(headers["content-length"] ?? 0) > bodyBytes)
    return send(response, 413, { kept: false });
  const body = await readBody(request, bodyBytes);
  if (body === null) return void request.destroy();
  kept.unshift({ at: new Date().toISOString(), method, path, headers, body });
  kept.length = Math.min(kept.length, keptRequests);
  send(response, 202, { kept: true });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "x-content-type-options": "nosniff",
  });
  response.end(JSON.stringify(body));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
