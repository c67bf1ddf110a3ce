// Before every page and console request: the Content-Security-Policy with a fresh nonce, and no writes from other sites.
// Next reads the nonce from the policy and puts it on its own scripts.
import { type NextRequest, NextResponse } from "next/server";
import { refuseActionBody } from "#app/_server/action-body.ts";
import { answerProblem } from "#app/_server/answer.ts";
import { contentSecurityPolicy } from "#app/_server/content-security-policy.ts";
import { foreignOrigin, isFromOwnPage } from "#app/_server/same-origin.ts";
import { env } from "#lib/platform/env.ts";
import type { Failure } from "#lib/shared/failure.ts";

export async function proxy(request: NextRequest): Promise<Response> {
  const host = request.headers.get("host") ?? "";
  if (!URL.canParse(`http://${host}`)) return answerProblem(noHost);
  if (isForeignWrite(request)) return answerProblem(foreignOrigin);
  const refusal = await refuseBody(request);
  if (refusal) return answerProblem(refusal);
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  // Anybody can send it: only PUBLIC_URL and the Host header say where we are. Next and next-auth read it from here.
  headers.set("x-forwarded-host", ownHost(host));
  headers.set("x-scriptbus-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("x-frame-options", "DENY");
  return response;
}

const noForm: Failure = {
  code: "unsupported_media_type",
  detail: "Multipart forms are not taken here.",
};
const noHost: Failure = { code: "malformed", detail: "The Host header is not an address." };

/** Next takes a multipart form sent to any page for a call of an action; nothing of ours sends one. */
async function refuseBody(request: NextRequest): Promise<Failure | null> {
  if (request.headers.has("next-action")) return refuseActionBody(request);
  const type = request.headers.get("content-type") ?? "";
  return /^multipart\//i.test(type) ? noForm : null;
}

function ownHost(host: string): string {
  const own = env("PUBLIC_URL");
  return own ? new URL(own).host : host;
}

/** The sign-in proves its origin with next-auth's own token. */
function isForeignWrite({ method, nextUrl, headers }: NextRequest): boolean {
  const isWrite = method !== "GET" && method !== "HEAD";
  return isWrite && !nextUrl.pathname.startsWith("/api/auth/") && !isFromOwnPage(headers);
}

/** Programs have their own doors: a key or a signature, not a cookie. Files of the build need no policy. */
export const config = {
  matcher: [
    "/((?!api/v1/|hooks/|x/|livez$|readyz$|healthz$|_next/static/|_next/image|icon\\.svg$).*)",
  ],
};
