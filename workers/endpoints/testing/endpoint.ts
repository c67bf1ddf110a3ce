// An endpoint as it lies in the database, and calls to it as the web process makes them.
import { randomBytes } from "node:crypto";
import { request } from "node:http";
import type postgres from "postgres";
import { addVersion } from "#db/testing/fixtures.ts";
import type { EndpointAuth } from "#lib/endpoints/endpoint-settings.ts";
import { internalToken } from "#lib/platform/internal-token.ts";

type Settings = { path?: string; methods?: string[]; auth?: EndpointAuth; rateLimit?: number };

/** Resolves with the script's id. */
export async function createEndpoint(
  sql: postgres.Sql,
  tenantId: string,
  source: string,
  { path = "hook", methods = ["GET", "POST"], auth = "none", rateLimit = 1_000 }: Settings = {},
): Promise<string> {
  const name = `endpoint-${randomBytes(4).toString("hex")}`;
  const [script] = await sql<{ id: string }[]>`
    insert into scripts (tenant_id, name, kind, language, path, methods, auth, rate_limit, deployed_version, latest_version)
    values (${tenantId}, ${name}, 'http_endpoint', 'javascript', ${path}, ${methods}, ${auth}, ${rateLimit}, 1, 1)
    returning id`;
  if (!script) throw new Error("no script row");
  await addVersion(sql, { tenantId, scriptId: script.id, version: 1, source });
  return script.id;
}

export type Sent = { method?: string; headers?: Record<string, string>; body?: string };
export type Heard = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely.
  json: () => any;
};

/** Fetch would repair addresses and hide headers. */
export function callWorker(address: string, target: string, sent: Sent = {}): Promise<Heard> {
  const { hostname, port } = new URL(address);
  const { method = "GET", headers = {}, body = "" } = sent;
  const authorization = `Bearer ${internalToken()}`;
  return new Promise((resolve, reject) => {
    const asked = request({
      hostname,
      port,
      path: target,
      method,
      agent: false,
      headers: { authorization, ...headers, "content-length": Buffer.byteLength(body) },
    });
    asked.on("error", reject);
    asked.on("response", async (response) => {
      const text = (await response.toArray()).join("");
      const { statusCode: status = 0, headers: heard } = response;
      resolve({ status, headers: heard, text, json: () => JSON.parse(text) });
    });
    asked.end(body);
  });
}
