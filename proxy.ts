// Before every page and console request: the Content-Security-Policy with a fresh nonce, and no writes from other sites.
// Next reads the nonce from the policy and puts it on its own scripts.
import { type NextRequest, NextResponse } from "next/server";
import { answerProblem } from "#app/_server/answer.ts";
import { contentSecurityPolicy } from "#app/_server/content-security-policy.ts";
import { foreignOrigin, isFromOwnPage } from "#app/_server/same-origin.ts";
import type { Failure } from "#lib/shared/failure.ts";

export function proxy(request: NextRequest): Response {
  const host = request.headers.get("host") ?? "";
  if (!URL.canParse(`http://${host}`)) return answerProblem(noHost);
  if (isForeignWrite(request)) return answerProblem(foreignOrigin);
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  // Anybody can send it: only the Host header and PUBLIC_URL say where we are.
  headers.set("x-forwarded-host", host);
  headers.set("x-scriptbus-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("x-frame-options", "DENY");
  return response;
}

const noHost: Failure = { code: "malformed", detail: "The Host header is not an address." };

/** The sign-in proves its origin with next-auth's own token. */
function isForeignWrite({ method, nextUrl, headers }: NextRequest): boolean {
  const isWrite = method !== "GET" && method !== "HEAD";
  return isWrite && !nextUrl.pathname.startsWith("/api/auth/") && !isFromOwnPage(headers);
}

/** Programs have their own doors: a key or a signature, not a cookie. Files of the build need no policy. */
export const config = {
  matcher: [
    "/((?!api/v1/|hooks/|x/|livez$|readyz$|healthz$|_next/static/|_next/image|icon.svg$).*)",
  ],
};
