// The REST API as the seed uses it: with a tenant's key, over HTTP, like anybody else.
import { setTimeout as sleep } from "node:timers/promises";

export type Api = {
  get: (path: string) => Promise<unknown>;
  /** Resolves with the answer to a 2xx; rejects with the API's own words otherwise. */
  post: (path: string, body: unknown) => Promise<unknown>;
  put: (path: string, body: unknown) => Promise<unknown>;
};

type Door = { url: string; apiKey: string };
type Call = { method: "GET" | "POST" | "PUT"; path: string; body?: string };

const attempts = 5;
const requestMs = 30_000;

export function openApi(door: Door): Api {
  return {
    get: (path) => send(door, { method: "GET", path }),
    post: (path, body) => send(door, { method: "POST", path, body: JSON.stringify(body) }),
    put: (path, body) => send(door, { method: "PUT", path, body: JSON.stringify(body) }),
  };
}

/** Comes back when the API says so (429, 503). */
async function send(door: Door, call: Call): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await request(door, call);
    if (response.ok) return response.status === 204 ? null : response.json();
    const waitSeconds = Number(response.headers.get("retry-after"));
    const text = await response.text();
    if (!waitSeconds || attempt === attempts) {
      throw new Error(`${call.method} ${call.path} answered ${response.status}: ${detailOf(text)}`);
    }
    await sleep(waitSeconds * 1000);
  }
}

function request({ url, apiKey }: Door, { method, path, body }: Call): Promise<Response> {
  return fetch(new URL(`/api/v1${path}`, url), {
    method,
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    signal: AbortSignal.timeout(requestMs),
    ...(body === undefined ? {} : { body }),
  });
}

/** Of a problem document, the sentence for a person. */
function detailOf(text: string): string {
  try {
    const { detail, errors = [] } = JSON.parse(text) as { detail?: string; errors?: unknown[] };
    return [detail ?? text, ...errors.map((error) => JSON.stringify(error))].join(" ");
  } catch {
    return text.slice(0, 200); // not the API's answer, but something in front of it
  }
}
