// What stands below the filter of a subscription while it is typed: its completions, and the count of one text only.
import type { Locator } from "@playwright/test";
import { accept, optionOf } from "./filter-field.ts";
import { expect } from "./story.ts";
import { dialogOf, open, type Scene, subscriptionTest } from "./subscription-scene.ts";

/** The empty field, for an event type of which only `payloads` were received. */
async function openField(scene: Scene, payloads: readonly object[]): Promise<Locator> {
  const { page, api } = scene;
  const type = `story.preview.t${Date.now()}`;
  for (const data of payloads) await api.post("/events", { type, source: "story", data }, 202);
  await open(scene);
  await page.getByRole("button", { name: "Add Event Subscription" }).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel("Event type").fill(type);
  await expect(dialog.locator(".cm-editor")).toBeVisible();
  return dialog.getByRole("textbox", { name: "Filter" });
}

subscriptionTest("a key that needs brackets is completed behind a dot", async ({ scene }) => {
  const { page } = scene;
  const filter = await openField(scene, [{ "a-b": 1, customer: { "e-mail": "x" } }]);
  const checked = page.waitForResponse(
    (answer) =>
      answer.url().endsWith("/filters/check") &&
      (answer.request().postData() ?? "").includes("%24."),
  );
  await filter.pressSequentially("$.");
  await (await checked).finished();
  await expect(optionOf(dialogOf(page), '$["a-b"]')).toBeVisible();
  const fault = dialogOf(page).getByText("ends too early");
  await expect(fault).toBeAttached();
  await expect(fault).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(fault).toBeVisible();
  await filter.pressSequentially("a-");
  await accept(dialogOf(page), '$["a-b"]');
  await expect(filter).toHaveText('$["a-b"]');
  await filter.pressSequentially(" && $.customer.e");
  await accept(dialogOf(page), '$.customer["e-mail"]');
  await expect(filter).toHaveText('$["a-b"] && $.customer["e-mail"]');
  await expect(dialogOf(page).getByText("Matches 1 of the last 1")).toBeVisible();
});

subscriptionTest("no filter stands beside the count of another one", async ({ scene }) => {
  const { page } = scene;
  const orders = Array.from({ length: 12 }, (_, n) => ({ amount: (n + 1) * 10 }));
  const filter = await openField(scene, orders);
  const preview = dialogOf(page).locator("#filter-preview");
  await filter.fill("$.amount > 100");
  await expect(preview).toContainText("Matches 2 of the last 12");

  const answered = Promise.withResolvers<void>();
  const pattern = "**/fragments/filters/preview**";
  await page.route(pattern, async (route) => {
    await answered.promise;
    await route.continue().catch(() => undefined);
  });
  await filter.fill("$.amount > 50");
  await expect(preview).toHaveAttribute("aria-busy", "true");
  await expect(preview).toHaveText("Counting…");
  await page.unroute(pattern);
  await filter.fill("$.amount > 90");
  await expect(preview).toContainText("Matches 3 of the last 12");
  answered.resolve();
  await expect(preview).not.toHaveAttribute("aria-busy");

  let asked = 0;
  await page.route(pattern, async (route) => {
    asked += 1;
    await route.abort();
  });
  await filter.fill("$.amount > 1000");
  await expect(preview).toHaveText("The matches could not be counted now");
  await page.unroute(pattern);
  await filter.fill("$.amount > 110");
  await expect(preview).toContainText("Matches 1 of the last 12");
  expect(asked).toBe(1);
});
