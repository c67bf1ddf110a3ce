// REST without a server: route handlers called as functions with real requests against a real database, for two
// tenants. Every successful answer is checked against the schema that the OpenAPI document shows.
import { createHash, randomBytes } from "node:crypto";
import { closeDatabase } from "#app/_server/database.ts";
import { operations } from "#app/_server/operations.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { type Scope, scopes } from "#lib/tenancy/actor.ts";
import { loadRoute, matchRoute } from "./route-files.ts";

export type Send = {
  body?: unknown;
  raw?: BodyInit;
  headers?: Record<string, string>;
  key?: string;
};
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely.
export type Answer = { status: number; headers: Headers; body: any };

export type Tenant = { id: string; key: string };
export type Rest = {
  database: TestDatabase;
  a: Tenant;
  b: Tenant;
  /** As tenant A, unless `key` says otherwise. */
  send: (method: string, path: string, more?: Send) => Promise<Answer>;
  addKey: (tenantId: string, granted: readonly Scope[]) => Promise<string>;
  close: () => Promise<void>;
};

export async function setUpRest(limits: Record<string, number> = {}): Promise<Rest> {
  const database = await createTestDatabase();
  process.env["DATABASE_URL"] = database.appUrl;
  process.env["SCRIPTBUS_SECRET"] = randomBytes(32).toString("base64");
  process.env["LOG_LEVEL"] ??= "error";
  const settings = { managementRequestsPerMinute: 60_000, ...limits };
  const a = await addTenant(database, "a", settings);
  const b = await addTenant(database, "b", settings);
  return {
    database,
    a,
    b,
    send: (method, path, more = {}) => send({ key: a.key, ...more }, method, path),
    addKey: (tenantId, granted) => addKey(database, tenantId, granted),
    close: async () => {
      await closeDatabase();
      await database.close();
    },
  };
}

async function addTenant(
  database: TestDatabase,
  slug: string,
  limits: Record<string, number>,
): Promise<Tenant> {
  const [row] = await database.sql<{ id: string }[]>`
    insert into tenants (slug, name, replay_enabled, limits)
    values (${slug}, ${slug}, true, ${database.sql.json(limits)}) returning id`;
  const id = row?.id ?? "";
  return { id, key: await addKey(database, id, scopes) };
}

async function addKey(
  { sql }: TestDatabase,
  tenantId: string,
  granted: readonly Scope[],
): Promise<string> {
  const key = `sbk_${randomBytes(16).toString("hex")}`;
  const hash = createHash("sha256").update(key).digest();
  await sql`insert into api_keys (tenant_id, name, prefix, hash, scopes)
    values (${tenantId}, 'test', ${key.slice(0, 8)}, ${hash}, ${[...granted]})`;
  return key;
}

async function send(more: Send, method: string, path: string): Promise<Answer> {
  const url = new URL(path, "http://localhost");
  const route = matchRoute(url.pathname);
  if (!route) throw new Error(`no route file for ${path}`);
  const endpoint = (await loadRoute(route.file))[method];
  if (!endpoint) throw new Error(`${route.path} does not answer ${method}`);
  const context = { params: Promise.resolve(route.params) };
  const response = await endpoint(toRequest(url, method, more), context);
  const answer = await read(response);
  if (response.ok) checkAnswer(route.path, method, answer);
  return answer;
}

function toRequest(url: URL, method: string, { key, body, raw, headers }: Send): Request {
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return new Request(url, {
    method,
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(payload === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(payload === undefined ? {} : { body: payload, duplex: "half" }),
  } as RequestInit);
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const body: unknown = text === "" ? null : JSON.parse(text);
  return { status: response.status, headers: response.headers, body };
}

function checkAnswer(path: string, method: string, { status, body }: Answer): void {
  const found = operations.find((o) => o.path === path && o.method === method.toLowerCase());
  if (!found) return;
  if (status !== found.status) throw new Error(`${found.id} answered ${status}`);
  found.answer?.parse(body);
}
