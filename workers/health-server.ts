// The worker's own HTTP: alive, ready, its metrics, and what the other processes of the instance ask of it.
// For operators, probes and those processes, never for tenants.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { hostname } from "node:os";
import { endpointPrefix } from "#lib/endpoints/endpoint-address.ts";
import { isInternalCall } from "#lib/platform/internal-token.ts";
import type { Metrics } from "./metrics.ts";
import { readBody } from "./read-body.ts";

export type InternalAnswer = {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body: unknown;
};

/** Answers a POST; `body` is what came, as text. */
export type InternalRoute = (body: string) => Promise<InternalAnswer>;

export type HealthServerOptions = {
  host: string;
  port: number;
  metrics: Metrics;
  /** Null when ready, else the reason why not. */
  notReady: () => Promise<string | null>;
  /** By path below /internal/; only with the instance's token. */
  internal: ReadonlyMap<string, InternalRoute>;
  /** Answers what is below /x/; only with the instance's token. */
  endpoints: Handler;
  onFault: (error: unknown) => void;
};

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export const maxInternalBytes = 1_500_000;
/** What the web process takes of a caller, and what it adds. */
const maxHeaderSize = 32 * 1024;

/** Rejects when the port cannot be taken. */
export async function startHealthServer(options: HealthServerOptions): Promise<Server> {
  const server = createServer({ maxHeaderSize }, (request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      options.onFault(error);
      send(response, 500, "internal error\n");
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return server;
}

/** Where the server is reached: the port may have been any free one, and no other host can reach a wildcard. */
export function addressOf(server: Server, host: string): string {
  const bound = server.address();
  const port = typeof bound === "object" ? bound?.port : undefined;
  const reached = host === "0.0.0.0" || host === "::" ? hostname() : host;
  return `http://${reached.includes(":") ? `[${reached}]` : reached}:${port}`;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HealthServerOptions,
): Promise<void> {
  const [path = "/"] = (request.url ?? "/").split("?");
  if (path.startsWith("/internal/")) return answerInternal(path, { request, response }, options);
  if (path.startsWith(endpointPrefix)) {
    return isInternal(request, response) ? options.endpoints(request, response) : undefined;
  }
  if (path === "/livez" || path === "/healthz") return send(response, 200, "ok\n");
  if (path === "/readyz") {
    const reason = await options.notReady();
    return send(response, reason ? 503 : 200, `${reason ?? "ready"}\n`);
  }
  if (path === "/metrics") {
    const { contentType, text } = await options.metrics.render();
    return send(response, 200, text, { "content-type": contentType });
  }
  send(response, 404, "not found; this server answers /livez, /readyz and /metrics\n");
}

async function answerInternal(
  path: string,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  { internal }: HealthServerOptions,
): Promise<void> {
  if (!isInternal(request, response)) return;
  const route = request.method === "POST" ? internal.get(path) : undefined;
  if (!route) return send(response, 404, "not found\n", closing);
  const text = await readBody(request, maxInternalBytes);
  if (text === null) return send(response, 413, "too large\n", closing);
  const { status, headers, body } = await route(text);
  send(response, status, JSON.stringify(body), { "content-type": "application/json", ...headers });
}

/** What was not read of a request would be taken for the next one. */
const closing = { connection: "close" };

/** False when it was refused. */
function isInternal({ headers }: IncomingMessage, response: ServerResponse): boolean {
  if (isInternalCall(headers.authorization)) return true;
  send(response, 401, "not for you\n", { "www-authenticate": "Bearer", ...closing });
  return false;
}

function send(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers });
  response.end(text);
}
