// Whatever happens to the page in the middle of work in the htmx panel, what was asked for is done once, and the panel
// says what is so: a refresh, the back button, another page; wide and on a phone.
import type { Page, Route } from "@playwright/test";
import { type Api, apiOf, type Json, readDemo } from "./api.ts";
import { goTo, openTab } from "./desk.ts";
import { filterField } from "./filter-field.ts";
import { signIn } from "./sign-in.ts";
import { sizes } from "./sizes.ts";
import { expect, test } from "./story.ts";

let api: Api;
let script: Json;

test.beforeEach(async ({ page, instance }) => {
  const demo = readDemo(instance);
  api = apiOf(instance, demo.apiKey);
  script = await api.post("/scripts", {
    name: `panel-${Math.random().toString(36).slice(2, 8)}`,
    kind: "event_handler",
    language: "javascript",
    source: "return null;",
  });
  await signIn(page, demo);
});

const subscribe = (eventType: string) =>
  api.post("/subscriptions", { scriptId: script.id, eventType });
const stored = async () => (await api.get(`/subscriptions?scriptId=${script.id}`)).items;
const panel = () => `/scripts/${script.id}/subscriptions`;
const rowOf = (page: Page, type: string) => page.locator("[data-row]").filter({ hasText: type });
const switchOf = (page: Page, type: string) =>
  page.getByRole("switch", { name: `Active: ${type}` });

async function fillIn(page: Page, eventType: string, filter = ""): Promise<void> {
  await page.getByRole("button", { name: "Add Event Subscription" }).first().click();
  const dialog = page.getByRole("dialog", { name: /add event subscription/i });
  await dialog.getByLabel("Event type").fill(eventType);
  if (filter) await (await filterField(dialog)).fill(filter);
}

const submit = (page: Page) => page.getByRole("button", { name: "Add subscription" }).click();

for (const { name, ...viewport } of sizes) {
  test.describe(name, () => {
    test.use({ viewport, reducedMotion: "reduce" });

    test("a refresh while a subscription is being added", async ({ page }) => {
      await page.goto(panel());
      await fillIn(page, "panel.refreshed");
      const held = await holdAnswer(page, "POST", "/subscriptions");
      await submit(page);
      await held.answered;
      await page.reload();
      await expect(rowOf(page, "panel.refreshed")).toHaveCount(1);
      await expect(page.getByRole("dialog")).toHaveCount(0);
      expect(await stored()).toHaveLength(1);
    });

    test("the back button while a subscription is switched off, and forward again", async ({
      page,
    }) => {
      await subscribe("panel.left");
      await goTo(page, "Scripts");
      await page.getByRole("link", { name: script.name }).first().click();
      await openTab(page, "Subscriptions");
      const held = await holdAnswer(page, "DELETE", "/activation");
      await switchOf(page, "panel.left").click();
      await held.answered;
      await page.goBack();
      await expect(page.getByRole("link", { name: "Code" })).toHaveAttribute(
        "aria-current",
        "page",
      );
      await held.release();
      await page.goForward();
      await expect(switchOf(page, "panel.left")).toBeChecked({ checked: false });
      await expect(rowOf(page, "panel.left")).toContainText("Inactive");
      expect(await stored()).toMatchObject([{ active: false }]);
    });

    test("a navigation while a subscription is removed", async ({ page }) => {
      await subscribe("panel.removed");
      await subscribe("panel.kept");
      await page.goto(panel());
      const held = await holdAnswer(page, "DELETE", "/subscriptions/");
      await page.getByRole("button", { name: "Remove panel.removed" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
      await held.answered;
      await openTab(page, "Settings");
      await held.release();
      await openTab(page, "Subscriptions");
      await expect(rowOf(page, "panel.removed")).toHaveCount(0);
      await expect(rowOf(page, "panel.kept")).toHaveCount(1);
      expect(await stored()).toMatchObject([{ eventType: "panel.kept" }]);
    });

    test("the back button while the dialog is open closes it, and it opens anew", async ({
      page,
    }) => {
      await page.goto(`/scripts/${script.id}`);
      await openTab(page, "Subscriptions");
      await fillIn(page, "panel.never");
      await page.goBack();
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await page.goForward();
      await fillIn(page, "panel.after");
      await submit(page);
      await expect(rowOf(page, "panel.after")).toHaveCount(1);
      expect(await stored()).toMatchObject([{ eventType: "panel.after" }]);
    });
  });
}

/** The server does what it is asked for; its answer waits until it is released. */
async function holdAnswer(page: Page, method: string, path: string) {
  const answered = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const hold = async (route: Route) => {
    if (route.request().method() !== method) return route.fallback();
    const response = await route.fetch();
    answered.resolve();
    await released.promise;
    // The page may have gone, and with it who asked.
    await route.fulfill({ response }).catch(() => {});
  };
  const pattern = (url: URL) =>
    url.pathname.startsWith("/fragments/") && url.pathname.includes(path);
  await page.route(pattern, hold);
  return {
    answered: answered.promise,
    release: async () => {
      released.resolve();
      await page.unroute(pattern, hold);
    },
  };
}
