// Before every page and console request: the Content-Security-Policy with a fresh nonce, and no writes from other sites.
// Next reads the nonce from the policy and puts it on its own scripts.
import { type NextRequest, NextResponse } from "next/server";
import { answerProblem } from "#app/_server/answer.ts";
import { contentSecurityPolicy } from "#app/_server/content-security-policy.ts";
import { foreignOrigin, isFromOwnPage } from "#app/_server/same-origin.ts";

export function proxy(request: NextRequest): Response {
  const isWrite = request.method !== "GET" && request.method !== "HEAD";
  if (isWrite && !isFromOwnPage(request.headers)) return answerProblem(foreignOrigin);
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-scriptbus-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("x-frame-options", "DENY");
  return response;
}

/** Programs have their own doors: a key or a signature, not a cookie. Files of the build need no policy. */
export const config = {
  matcher: [
    "/((?!api/v1/|api/auth/|hooks/|x/|livez$|readyz$|healthz$|_next/static/|_next/image|icon.svg$).*)",
  ],
};
