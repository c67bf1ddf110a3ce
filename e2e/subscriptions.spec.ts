// The panel of event subscriptions: added, checked, changed, switched and removed, whatever happens meanwhile.
import type { Page } from "@playwright/test";
import { readDemo } from "./api.ts";
import { filterField } from "./filter-field.ts";
import { addPerson } from "./people.ts";
import { signIn } from "./sign-in.ts";
import { expect } from "./story.ts";
import { dialogOf, open, rowOf, subscribe, subscriptionTest } from "./subscription-scene.ts";

const toastOf = (page: Page) => page.getByRole("region", { name: "Notifications" });
const questionOf = (page: Page) =>
  page.getByRole("alertdialog", { name: "Remove this event subscription?" });

for (const width of [1440, 390]) {
  subscriptionTest(`is added, changed, switched and removed at ${width} px`, async ({ scene }) => {
    const { page, api, scriptId } = scene;
    await page.setViewportSize({ width, height: 844 });
    await open(scene);
    await expect(page.getByText("No event wakes this script")).toBeVisible();

    await page.getByRole("button", { name: "Add Event Subscription" }).click();
    const dialog = dialogOf(page);
    await expect(dialog.getByLabel("Event type")).toBeFocused();
    await (await filterField(dialog)).fill("$.amount = 100");
    await expect(dialog.getByText("Line 1, column 10")).toBeVisible();
    await expect(dialog.locator(".cm-fault")).toHaveText("=");
    await dialog.getByLabel("Retries", { exact: true }).fill("21");
    await dialog.getByRole("button", { name: "Add subscription" }).click();
    await expect(dialog.getByText("Choose an event type")).toBeVisible();
    await expect(dialog.getByText("A whole number from 0 to 20")).toBeVisible();
    await expect(dialog.getByLabel("Event type")).toBeFocused();

    await dialog.getByLabel("Event type").fill("story.order.placed");
    await (await filterField(dialog)).fill("$.amount > 100");
    await expect(dialog.getByText("Valid filter")).toBeVisible();
    await dialog.getByLabel("Retries", { exact: true }).fill("5");
    await dialog.getByRole("button", { name: "Add subscription" }).click();
    await expect(page.getByText("1 of 20")).toBeVisible();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: "Add Event Subscription" })).toBeFocused();
    const row = rowOf(page, "story.order.placed");
    await expect(row).toContainText("Filter: $.amount > 100");
    await expect(row).toContainText("Priority 100 · 5 retries, exponential");

    await row.getByRole("switch").click();
    await expect(row.getByText("Inactive", { exact: true })).toBeVisible();
    await expect(row.getByRole("switch")).toBeFocused();
    const [stored] = (await api.get(`/subscriptions?scriptId=${scriptId}`)).items;
    expect(stored).toMatchObject({ filter: "$.amount > 100", retryCount: 5, active: false });

    await row.getByRole("button", { name: "Edit story.order.placed" }).click();
    await dialog.getByLabel("Priority").fill("0");
    await dialog.getByText("More options").click();
    await dialog.getByLabel("Ordering key").fill("$.orderId");
    await dialog.getByRole("button", { name: "Save subscription" }).click();
    await expect(row).toContainText("Priority 0 · 5 retries, exponential · in order of $.orderId");
    await expect(row.getByText("Inactive", { exact: true })).toBeVisible();

    await row.getByRole("button", { name: "Remove story.order.placed" }).click();
    await expect(questionOf(page)).toContainText("story.order.placed");
    await expect(questionOf(page).getByRole("button", { name: "Cancel" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(row).toBeVisible();
    await row.getByRole("button", { name: "Remove story.order.placed" }).click();
    await questionOf(page).getByRole("button", { name: "Remove" }).click();
    await expect(page.getByText("No event wakes this script")).toBeVisible();
    await expect(page.getByRole("button", { name: "Add Event Subscription" })).toBeFocused();
    expect((await api.get(`/subscriptions?scriptId=${scriptId}`)).items).toEqual([]);
  });
}

subscriptionTest("the way back shows what is, not what was", async ({ scene }) => {
  const { page } = scene;
  await subscribe(scene, "story.one");
  await subscribe(scene, "story.two");
  await open(scene);
  await page.getByRole("button", { name: "Remove story.two" }).click();
  await questionOf(page).getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("1 of 20")).toBeVisible();
  await page.getByRole("link", { name: "Executions", exact: true }).first().click();
  await expect(page.getByRole("heading", { name: "Event Subscriptions" })).toBeHidden();
  await page.goBack();
  await expect(rowOf(page, "story.one")).toBeVisible();
  await expect(rowOf(page, "story.two")).toBeHidden();
  await page.getByRole("switch", { name: "Active: story.one" }).click();
  await expect(rowOf(page, "story.one").getByText("Inactive", { exact: true })).toBeVisible();
});

subscriptionTest("leaving in the middle of a request loses nothing", async ({ scene }) => {
  const { page, api } = scene;
  const { id } = await subscribe(scene, "story.slow");
  await open(scene);
  const answered = Promise.withResolvers<void>();
  await page.route("**/activation", async (route) => {
    await answered.promise;
    await route.continue();
  });
  await page.getByRole("switch", { name: "Active: story.slow" }).click();
  await page.getByRole("link", { name: "Executions", exact: true }).first().click();
  await expect(page.getByRole("heading", { name: "Event Subscriptions" })).toBeHidden();
  await page.goBack();
  await expect(rowOf(page, "story.slow")).toBeVisible();
  answered.resolve();
  await expect(rowOf(page, "story.slow").getByText("Inactive", { exact: true })).toBeVisible();
  await page.unroute("**/activation");

  await page.getByRole("switch", { name: "Active: story.slow" }).click();
  await page.reload();
  await expect(async () => {
    expect((await api.get(`/subscriptions/${id}`)).active).toBe(true);
  }).toPass();
  await page.reload();
  await expect(rowOf(page, "story.slow").getByText("Active", { exact: true })).toBeVisible();
});

subscriptionTest("two clicks are one request", async ({ scene }) => {
  const { page } = scene;
  await subscribe(scene, "story.twice");
  await open(scene);
  let requests = 0;
  await page.route("**/activation", async (route) => {
    requests += 1;
    await new Promise((done) => setTimeout(done, 200));
    await route.continue();
  });
  await page.getByRole("switch", { name: "Active: story.twice" }).dblclick();
  await expect(page.getByRole("switch", { name: "Active: story.twice" })).toBeDisabled();
  await expect(rowOf(page, "story.twice").getByText("Inactive", { exact: true })).toBeVisible();
  await expect(page.getByRole("switch", { name: "Active: story.twice" })).toBeEnabled();
  expect(requests).toBe(1);
});

subscriptionTest("what is gone says so and leaves the list", async ({ scene }) => {
  const { page, api } = scene;
  await subscribe(scene, "story.stays");
  const { id } = await subscribe(scene, "story.gone");
  await open(scene);
  await api.call("DELETE", `/subscriptions/${id}`);
  await page.getByRole("switch", { name: "Active: story.gone" }).click();
  await expect(toastOf(page)).toContainText("There is no such subscription.");
  await expect(rowOf(page, "story.gone")).toBeHidden();
  await expect(rowOf(page, "story.stays")).toBeVisible();
});

subscriptionTest("without a connection it says so, and works again with one", async ({ scene }) => {
  const { page } = scene;
  await subscribe(scene, "story.offline");
  await open(scene);
  await expect(page.locator("[data-htmx-powered]").first()).toBeVisible();
  await page.context().setOffline(true);
  await page.getByRole("switch", { name: "Active: story.offline" }).click();
  await expect(toastOf(page)).toContainText("The server could not be reached");
  await page.context().setOffline(false);
  await page.getByRole("switch", { name: "Active: story.offline" }).click();
  await expect(rowOf(page, "story.offline").getByText("Inactive", { exact: true })).toBeVisible();
});

subscriptionTest("a lost session leads to the sign-in and back", async ({ scene, visitor }) => {
  const { page, path } = scene;
  await subscribe(scene, "story.session");
  await open(scene);
  await page.context().clearCookies();
  const led = page.waitForURL(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  const click = page.getByRole("switch", { name: "Active: story.session" }).click();
  click.catch(() => {}); // whatever else the page asks for may learn of it first and take the switch away
  await led;
  await page.waitForLoadState();
  await page.getByLabel("Email").fill(visitor.email);
  await page.getByLabel("Password").fill(visitor.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(path);
});

subscriptionTest("hostile text is text", async ({ scene }) => {
  const { page } = scene;
  const filter = `$.a == '<img src=x onerror="window.hacked=1">"<hx-partial hx-target="body">'`;
  await subscribe(scene, "story.hostile", { filter });
  await open(scene);
  await expect(rowOf(page, "story.hostile")).toContainText(filter);
  await page.getByRole("switch").click();
  await expect(rowOf(page, "story.hostile").getByText("Inactive", { exact: true })).toBeVisible();
  await expect(rowOf(page, "story.hostile")).toContainText(filter);
  expect(await page.evaluate("window.hacked")).toBeUndefined();
});

subscriptionTest("who may only read sees no controls", async ({ scene, instance, browser }) => {
  await subscribe(scene, "story.read");
  const { tenant } = readDemo(instance);
  const viewer = await addPerson(instance, { tenant, role: "viewer" });
  const page = await (await browser.newContext({ baseURL: instance.url })).newPage();
  await signIn(page, viewer);
  await open({ ...scene, page });
  await expect(rowOf(page, "story.read").getByText("Active", { exact: true })).toBeVisible();
  await expect(page.getByRole("main").getByRole("switch")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Add|Edit|Remove/ })).toHaveCount(0);
  await page.context().close();
});
