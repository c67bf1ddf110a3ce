// Getting in, staying in, getting out.
import { readDemo } from "./api.ts";
import { addPerson } from "./people.ts";
import { sessionCookie, signIn } from "./sign-in.ts";
import { expect, test } from "./story.ts";

test("who is not signed in is led to the sign-in and then to the page they asked for", async ({
  page,
  instance,
}) => {
  const { email, password } = readDemo(instance);
  await page.goto("/executions?status=failed");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(`${password}x`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(/Email or password is wrong/)).toBeVisible();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${instance.url}/executions?status=failed`);
});

test("a callback address of another site leads home", async ({ page, instance }) => {
  const { email, password } = readDemo(instance);
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent("//evil.example/x")}`);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${instance.url}/`);
});

test("signing out ends the session, also for a copy of its cookie", async ({ page, instance }) => {
  await signIn(page, readDemo(instance));
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name.includes("session-token"));
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", secure: false });
  const copy = { cookie: `${session?.name}=${session?.value}` };
  const read = () => fetch(`${instance.url}/api/live/counts`, { headers: copy });
  expect((await read()).status).toBe(200);

  await page.getByRole("button", { name: /account/i }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await read()).status).toBe(401);
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a known address and an unknown one are refused alike, and both are throttled", async ({
  instance,
}) => {
  const known = await addPerson(instance, { tenant: readDemo(instance).tenant, role: "viewer" });
  for (const email of [known.email, "nobody@example.com"]) {
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      expect(await sessionCookie(instance, { email, password: "wrong" })).toBeNull();
    }
  }
  // The right password, too, has to wait: otherwise the eleventh guess would be as good as the first.
  expect(await sessionCookie(instance, known)).toBeNull();
});

test("pages carry a policy with a fresh nonce and without unsafe-eval", async ({ instance }) => {
  const policies = await Promise.all(
    [1, 2].map(async () => {
      const answer = await fetch(`${instance.url}/sign-in`);
      const policy = answer.headers.get("content-security-policy") ?? "";
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
      expect(await answer.text()).toContain(`nonce="${nonce}"`);
      return policy;
    }),
  );
  expect(policies[0]).toContain("script-src 'self' 'nonce-");
  expect(policies[0]).not.toContain("unsafe-eval");
  expect(policies[0]).not.toMatch(/script-src[^;]*unsafe-inline/);
  expect(policies[0]).not.toBe(policies[1]);
});
