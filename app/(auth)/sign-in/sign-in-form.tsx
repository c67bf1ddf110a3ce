"use client";
// Asks for e-mail address and password and hands them to next-auth. Says why a sign-in was refused.
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";

type Props = {
  /** A path of our own. */
  target: string;
  /** The code next-auth left in the address. */
  error: string | null;
};

const refusals: Readonly<Record<string, string>> = {
  CredentialsSignin: "Email or password is wrong. Check both and try again.",
  RateLimited: "Too many attempts for this address. Wait 15 minutes, then try again.",
  Busy: "Too many people sign in right now. Wait a minute, then try again.",
  NoTenant: "You are a member of no tenant. Ask an admin of yours to add you.",
};
const unexpected = "The sign-in could not be checked right now. Try again in a moment.";

export function SignInForm({ target, error }: Props) {
  const [refusal, setRefusal] = useState(error === null ? null : (refusals[error] ?? unexpected));
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setPending(true);
    setRefusal(null);
    const fields = new FormData(event.currentTarget);
    const code = await trySignIn(String(fields.get("email")), String(fields.get("password")));
    // A whole new page: nothing of an earlier person's session is left in memory.
    if (code === null) return window.location.assign(target);
    setRefusal(refusals[code] ?? unexpected);
    setPending(false);
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      {refusal !== null && <Notice tone="danger">{refusal}</Notice>}
      <Field id="email" label="Email">
        <Input
          {...fieldControl("email")}
          name="email"
          type="email"
          autoComplete="username"
          required
        />
      </Field>
      <Field id="password" label="Password">
        <Input
          {...fieldControl("password")}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      </Field>
      <Button type="submit" variant="primary" pending={isPending}>
        Sign in
      </Button>
    </form>
  );
}

/** Null when it worked, else next-auth's error code. */
async function trySignIn(email: string, password: string): Promise<string | null> {
  try {
    const answer = await signIn("credentials", { email, password, redirect: false });
    if (answer?.ok) return null;
    return answer?.error ?? "Unexpected";
  } catch {
    return "Unexpected";
  }
}
