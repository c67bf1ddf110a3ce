// Whether a request with a cookie comes from our own pages. A browser says so; what nobody proves is refused.
import { env } from "#lib/platform/env.ts";
import type { Failure } from "#lib/shared/failure.ts";

export const foreignOrigin: Failure = {
  code: "forbidden",
  detail: "This request does not come from Scriptbus's own pages. Open the console and try again.",
};

/** For what changes something: a browser that says nothing is no proof. */
export function isFromOwnPage(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site !== null && site !== "same-origin") return false;
  if (origin !== null) return isOwnOrigin(origin, headers);
  return site === "same-origin";
}

/** For reads: an address typed by hand and a tool without a browser may pass, another site may not. */
export function isNotFromAnotherSite(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  return origin === null || isOwnOrigin(origin, headers);
}

function isOwnOrigin(origin: string, headers: Headers): boolean {
  const own = env("PUBLIC_URL");
  if (own) return origin === new URL(own).origin;
  return URL.canParse(origin) && new URL(origin).host === headers.get("host")?.toLowerCase();
}
