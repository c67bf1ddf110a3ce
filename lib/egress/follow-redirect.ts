// What is asked for next when an answer says "elsewhere", as browsers do it
// (https://fetch.spec.whatwg.org/#http-redirect-fetch), and with less of it when it is another origin.
import type { Header } from "./judge-headers.ts";
import { accept, type Judged, refuse } from "./judged.ts";
import type { EgressMethod } from "./methods.ts";

export type Hop = {
  method: EgressMethod;
  url: URL;
  headers: readonly Header[];
  body: string | null;
};

/** Headers that may be known to another origin: they hold no key of the first one. */
const harmless = new Set([
  "accept",
  "accept-language",
  "cache-control",
  "content-language",
  "content-type",
  "range",
  "user-agent",
]);
const ofBody = /^content-/;

/** Whether this answer says where to go; others are answers as they are. */
export function isRedirect(status: number, location: string | undefined): location is string {
  return location !== undefined && [301, 302, 303, 307, 308].includes(status);
}

/** The next URL is not judged yet. */
export function followRedirect(hop: Hop, status: number, location: string): Judged<Hop> {
  const url = URL.parse(location, hop.url.href);
  if (url === null) return refuse("it redirects to something that is no URL");
  if (hop.url.protocol === "https:" && url.protocol === "http:") {
    return refuse("it redirects from https to http, which is not followed");
  }
  const moved = becomesGet(status, hop.method) ? withoutBody(hop) : hop;
  const headers =
    url.origin === hop.url.origin
      ? moved.headers
      : moved.headers.filter(([name]) => harmless.has(name));
  return accept({ ...moved, url, headers });
}

function becomesGet(status: number, method: EgressMethod): boolean {
  if (status === 303) return method !== "GET" && method !== "HEAD";
  return (status === 301 || status === 302) && method === "POST";
}

/** A GET repeats nothing: it needs no key for it either. */
function withoutBody(hop: Hop): Hop {
  const headers = hop.headers.filter(
    ([name]) => !ofBody.test(name) && name.toLowerCase() !== "idempotency-key",
  );
  return { ...hop, method: "GET", body: null, headers };
}
