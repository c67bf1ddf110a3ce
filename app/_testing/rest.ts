// REST without a server: route handlers called as functions with real requests against a real database, for two
// tenants. Every successful answer is checked against the schema that the OpenAPI document shows.
import { randomBytes } from "node:crypto";
import { closeDatabase } from "#app/_server/database.ts";
import { operations } from "#app/_server/operations.ts";
import { createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { TenantLimits } from "#lib/tenancy/tenant-limits.ts";
import { loadRoute, matchRoute } from "./route-files.ts";

export type Send = {
  body?: unknown;
  raw?: BodyInit;
  headers?: Record<string, string>;
  key?: string;
};
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely.
export type Answer = { status: number; headers: Headers; body: any };

export type Rest = {
  database: TestDatabase;
  a: TestTenant;
  b: TestTenant;
  /** As tenant A, unless `key` says otherwise. */
  send: (method: string, path: string, more?: Send) => Promise<Answer>;
  close: () => Promise<void>;
};

/** `limits` are those of both tenants; `withData`: with the tenants' own database. */
export async function setUpRest(
  limits: Partial<TenantLimits> = {},
  { withData = false } = {},
): Promise<Rest> {
  const database = await createTestDatabase({ withData });
  process.env["DATABASE_URL"] = database.appUrl;
  process.env["SCRIPTBUS_SECRET"] = randomBytes(32).toString("base64");
  process.env["LOG_LEVEL"] ??= "error";
  const options = { limits: { managementRequestsPerMinute: 60_000, ...limits } };
  const a = await createTenant(database.sql, options);
  const b = await createTenant(database.sql, options);
  return {
    database,
    a,
    b,
    send: (method, path, more = {}) => send({ key: a.apiKey, ...more }, method, path),
    close: async () => {
      await closeDatabase();
      await database.close();
    },
  };
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
