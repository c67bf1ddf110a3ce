// The REST API as a tool would use it: one key, JSON in and out, statuses checked by the story.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { Instance } from "./instance.ts";

// biome-ignore lint/suspicious/noExplicitAny: the answers are judged by the story's expectations, not by a type
export type Json = any;
export type Answer = { status: number; body: Json };

export type Api = {
  call: (method: string, path: string, body?: unknown) => Promise<Answer>;
  get: (path: string) => Promise<Json>;
  post: (path: string, body: unknown, status?: number) => Promise<Json>;
};

export type Demo = {
  url: string;
  tenant: string;
  email: string;
  password: string;
  apiKey: string;
  dataUrl: string;
  webhookUrl: string;
  otherTenant: { tenant: string; email: string; password: string; apiKey: string; dataUrl: string };
};

export function readDemo({ dataDir }: Pick<Instance, "dataDir">): Demo {
  return JSON.parse(readFileSync(join(dataDir, "demo.json"), "utf8"));
}

export function apiOf(instance: Pick<Instance, "url">, apiKey: string): Api {
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${instance.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  };
  const expecting = async (status: number, method: string, path: string, body?: unknown) => {
    const answer = await call(method, path, body);
    expect(answer, `${method} ${path}`).toMatchObject({ status });
    return answer.body;
  };
  return {
    call,
    get: (path) => expecting(200, "GET", path),
    post: (path, body, status = 201) => expecting(status, "POST", path, body),
  };
}

/** All items of a list, page by page. */
export async function listAll(api: Api, path: string): Promise<Json[]> {
  const items: Json[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const separator = path.includes("?") ? "&" : "?";
    const next: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Json = await api.get(`${path}${separator}limit=200${next}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
