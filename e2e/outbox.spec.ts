// What a script sends is seen in the outbox, by its own tenant only, and the number in full by those who work with it.
import { randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import { maskRecipient } from "#lib/sms/recipient.ts";
import { apiOf, readDemo } from "./api.ts";
import { goTo } from "./desk.ts";
import type { Instance } from "./instance.ts";
import { createNotices, type Notices } from "./messages.ts";
import { addEmptyTenant, addPerson } from "./people.ts";
import { type SignIn, signIn } from "./sign-in.ts";
import { sizes } from "./sizes.ts";
import { expect, test } from "./story.ts";

type Scene = { tenant: string; admin: SignIn; notices: Notices; to: string };

/** In a tenant of its own: the demo's may have had its messages of the day. */
async function stage(instance: Instance): Promise<Scene> {
  const { tenant, apiKey, admin } = await addEmptyTenant(instance);
  const notices = await createNotices(apiOf(instance, apiKey), tenant);
  return { tenant, admin, notices, to: `+49170${randomInt(10_000_000, 99_999_999)}` };
}

const messages = (page: Page) => page.getByRole("list", { name: "Text messages" });
const bubbles = (page: Page, to: string) =>
  messages(page).getByRole("listitem").filter({ hasText: to });

for (const { name, ...viewport } of sizes) {
  test.describe(`the outbox, ${name}`, () => {
    test.use({ viewport, reducedMotion: "reduce" });

    test("shows what a script sends, and holds back what comes next", async ({
      page,
      instance,
    }) => {
      const { admin, notices, to } = await stage(instance);
      await signIn(page, admin);
      await goTo(page, "Outbox");
      await expect(shown(page, "No script has sent a text message")).toBeVisible();
      await notices.send({ to, text: "Your order is on its way.\nsafe \u202etxt.exe" });
      const first = bubbles(page, to);
      await expect(first).toHaveCount(1);
      await expect(first).toContainText("Your order is on its way.");
      await expect(first, "what turns a line around is seen").toContainText("safe \\u202etxt.exe");
      await expect(first).toContainText("Kept here");

      await notices.send({ to, text: "It has arrived." });
      await page.getByRole("button", { name: "1 new" }).click();
      await expect(first).toHaveCount(2);
      await expect(first.first()).toContainText("It has arrived.");
      await first.first().getByRole("link", { name: /…/ }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText(notices.script.name);
      await expect(page.getByText(maskRecipient(to)).first()).toBeVisible();
    });

    test("is asked for by state, script and number in its address", async ({ page, instance }) => {
      const { admin, notices, to } = await stage(instance);
      await signIn(page, admin);
      await notices.send({ to, text: "Found by its number" });
      await page.goto("/outbox");
      const number = page.getByRole("main").getByLabel("Recipient");
      await number.fill(`${to.slice(0, 3)} ${to.slice(3)}`);
      await number.press("Enter");
      await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(to).slice(0, 3)}`));
      await expect(messages(page).getByRole("listitem")).toHaveCount(1);
      await page.getByRole("main").getByLabel("State").selectOption("Failed");
      await expect(page).toHaveURL(/state=failed/);
      await expect(shown(page, "No text messages match these filters")).toBeVisible();
      await page.getByRole("link", { name: "Clear filters" }).click();
      await expect(bubbles(page, to)).toContainText("Found by its number");
    });
  });
}

test("who may only read sees the number masked, and another tenant nothing", async ({
  browser,
  instance,
}) => {
  const { tenant, admin, notices, to } = await stage(instance);
  await notices.send({ to, text: `To be read by ${notices.script.name}` });
  const as = async (person: SignIn, look: (page: Page) => Promise<void>) => {
    const context = await browser.newContext({ baseURL: instance.url });
    const page = await context.newPage();
    await signIn(page, person);
    await look(page);
    await context.close();
  };
  const read = async (page: Page, query = "") =>
    (await page.request.get(`/api/live/outbox${query}`)).text();
  await as(admin, async (page) => {
    await expect.poll(() => read(page)).toContain(to);
  });
  await as(await addPerson(instance, { tenant, role: "viewer" }), async (page) => {
    await page.goto("/outbox");
    await expect(bubbles(page, maskRecipient(to)).first()).toBeVisible();
    for (const text of [await page.content(), await read(page)]) {
      expect(text).toContain(notices.script.name);
      expect(text).not.toContain(to.slice(3, -2));
    }
    expect(JSON.parse(await read(page, `?q=${to.slice(1, 9)}`)).items).toEqual([]);
  });
  await as(readDemo(instance), async (page) => {
    await page.goto(`/outbox?scriptId=${notices.script.id}`);
    await expect(shown(page, "No text messages match these filters")).toBeVisible();
    for (const text of [await page.content(), await read(page)]) {
      expect(text).not.toContain(notices.script.name);
      expect(text).not.toContain(to.slice(1));
    }
  });
});

/** What is streamed into a page is in it twice for a moment, once unseen. */
function shown(page: Page, text: string) {
  return page.getByText(text).filter({ visible: true });
}
