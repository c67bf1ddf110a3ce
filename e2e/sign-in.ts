// Signing in: by the form as a person would, or by the same requests the form makes.
import { expect, type Page } from "@playwright/test";
import type { Instance } from "./instance.ts";

export type SignIn = { email: string; password: string };

export async function signIn(page: Page, { email, password }: SignIn): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** The `Cookie` header of a new session; null when the sign-in was refused. */
export async function sessionCookie(
  { url }: Pick<Instance, "url">,
  { email, password }: SignIn,
): Promise<string | null> {
  const first = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { cookie: cookiesOf(first), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
    redirect: "manual",
  });
  const cookies = cookiesOf(answer);
  return cookies.includes("session-token") ? cookies : null;
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
