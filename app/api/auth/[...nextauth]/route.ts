// next-auth's own routes: /api/auth/csrf, /api/auth/callback/credentials, /api/auth/signout …
// Anyone may ask here, so only what the sign-in needs is let through, and only as a form.
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { answer, answerProblem } from "#app/_server/answer.ts";
import { authOptions } from "#app/_server/auth.ts";
import { observe } from "#app/_server/observe.ts";
import { readForm } from "#app/_server/read-input.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

const reads = ["csrf", "session", "providers"];
const writes = ["callback/credentials", "signout"];

export const GET = (request: Request, context: Context): Promise<Response> =>
  observe(request, async () => {
    if (!(await isAmong(reads, context))) return nothingHere();
    const { pathname, origin } = new URL(request.url);
    return NextAuth(authOptions())(new NextRequest(`${origin}${pathname}`, request), context);
  });

export const POST = (request: Request, context: Context): Promise<Response> =>
  observe(request, async () => {
    if (!(await isAmong(writes, context))) return nothingHere();
    const form = await readForm(request);
    if (!form.ok) return answer(200, form);
    const { pathname, origin } = new URL(request.url);
    const headers = withoutLength(request.headers);
    const body = new URLSearchParams(form.value);
    const copy = new NextRequest(`${origin}${pathname}`, { method: "POST", headers, body });
    return NextAuth(authOptions())(copy, context);
  });

async function isAmong(paths: readonly string[], { params }: Context): Promise<boolean> {
  return paths.includes((await params).nextauth.join("/"));
}

function nothingHere(): Response {
  return answerProblem({ code: "not_found", detail: "There is nothing here." });
}

function withoutLength(headers: Headers): Headers {
  const copy = new Headers(headers);
  copy.delete("content-length");
  return copy;
}
