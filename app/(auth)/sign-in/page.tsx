// The way in: e-mail address and password, then back to where the person wanted to go.
import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { readSession } from "#app/_server/session.ts";
import { ownPath } from "#lib/shared/own-path.ts";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams;
  const target = ownPath(callbackUrl);
  if (await readSession(await headers())) redirect(target);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[360px] flex-col justify-center px-5 py-12">
      <p className="mb-8 text-base font-semibold">Scriptbus</p>
      <h1 className="mb-1 text-xl font-semibold">Sign in</h1>
      <p className="mb-6 text-quiet">See what your scripts did, and repair what they could not.</p>
      <SignInForm target={target} error={typeof error === "string" ? error : null} />
    </main>
  );
}
