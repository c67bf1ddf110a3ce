// The worker's own HTTP: alive, ready, and its metrics. For operators and probes, never for tenants.
import { createServer, type Server, type ServerResponse } from "node:http";
import type { Metrics } from "./metrics.ts";

export type HealthServerOptions = {
  host: string;
  port: number;
  metrics: Metrics;
  /** Null when ready, else the reason why not. */
  notReady: () => Promise<string | null>;
};

/** Rejects when the port cannot be taken. */
export async function startHealthServer(options: HealthServerOptions): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request.url ?? "/", response, options).catch(() =>
      send(response, 500, "internal error\n"),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return server;
}

async function answer(
  url: string,
  response: ServerResponse,
  options: HealthServerOptions,
): Promise<void> {
  const [path] = url.split("?");
  if (path === "/livez" || path === "/healthz") return send(response, 200, "ok\n");
  if (path === "/readyz") {
    const reason = await options.notReady();
    return send(response, reason ? 503 : 200, `${reason ?? "ready"}\n`);
  }
  if (path === "/metrics") {
    const { contentType, text } = await options.metrics.render();
    return send(response, 200, text, contentType);
  }
  send(response, 404, "not found; this server answers /livez, /readyz and /metrics\n");
}

function send(
  response: ServerResponse,
  status: number,
  text: string,
  contentType = "text/plain; charset=utf-8",
): void {
  response.writeHead(status, { "content-type": contentType });
  response.end(text);
}
