// The filter of a subscription while it is written, and what its event says about it afterwards.
import type { Locator } from "@playwright/test";
import { accept, filterField, optionOf } from "./filter-field.ts";
import { expect } from "./story.ts";
import {
  dialogOf,
  open,
  rowOf,
  type Scene,
  subscribe,
  subscriptionTest,
} from "./subscription-scene.ts";

/** An event type of its own, so that what was received of it is known. */
async function received({ api }: Scene, payloads: readonly object[]): Promise<string> {
  const type = `story.filter.t${Date.now()}`;
  for (const data of payloads) await api.post("/events", { type, source: "story", data }, 202);
  return type;
}

async function openField(scene: Scene, type: string): Promise<Locator> {
  const { page } = scene;
  await open(scene);
  await page.getByRole("button", { name: "Add Event Subscription" }).click();
  await dialogOf(page).getByLabel("Event type").fill(type);
  return filterField(dialogOf(page));
}

const orders = Array.from({ length: 12 }, (_, n) => ({
  amount: (n + 1) * 10,
  customer: { name: n % 2 === 0 ? "Ada" : "Bob" },
}));

for (const width of [1440, 390]) {
  subscriptionTest(
    `a filter is mended, completed and saved as JSON at ${width} px`,
    async ({ scene }) => {
      const { page, api } = scene;
      await page.setViewportSize({ width, height: 844 });
      const type = await received(scene, orders);
      const dialog = dialogOf(page);
      const filter = await openField(scene, type);

      await filter.pressSequentially("$.amount = 100");
      await expect(dialog.getByText("Line 1, column 10")).toBeVisible();
      await expect(dialog.locator(".cm-fault")).toHaveText("=");
      await expect(filter).toHaveAttribute("aria-invalid", "true");
      await expect(filter).toHaveAccessibleDescription(/did you mean/);
      await dialog.getByRole("button", { name: "JSON" }).press("Enter");
      await expect(dialog.getByText("Mend the filter first")).toBeVisible();

      await filter.fill("$.amount > 100");
      await expect(dialog.getByText("Matches 2 of the last 12 (all there are)")).toBeVisible();
      await expect(dialog.locator(".cm-fault")).toHaveCount(0);
      await expect(filter).not.toHaveAttribute("aria-invalid", "true");
      const sample = dialog.getByRole("link", { name: "opens in a new tab" }).first();
      const other = page.waitForEvent("popup");
      await sample.click();
      await expect((await other).getByRole("heading", { level: 1 })).toContainText(type);
      await (await other).close();

      await filter.fill("");
      await filter.pressSequentially("$.cust");
      await expect(optionOf(dialog, "$.customer.name")).toContainText("string");
      await page.keyboard.press("Escape");
      await expect(optionOf(dialog, "$.customer.name")).toBeHidden();
      await expect(filter).toBeFocused();
      await filter.pressSequentially("omer.n");
      await accept(dialog, "$.customer.name");
      await filter.pressSequentially(".star");
      await accept(dialog, "startsWith");
      await filter.pressSequentially("Ad");
      await expect(filter).toHaveText('$.customer.name.startsWith("Ad")');
      await expect(dialog.getByText("Matches 6 of the last 12")).toBeVisible();

      await dialog.getByRole("button", { name: "JSON" }).click();
      await expect(filter).toHaveText('{"customer.name": {"$startsWith": "Ad"}}');
      await dialog.getByRole("button", { name: "Expression" }).click();
      await expect(filter).toHaveText('$.customer.name.startsWith("Ad")');
      await dialog.getByRole("button", { name: "JSON" }).click();
      await expect(dialog.getByText("Matches 6 of the last 12")).toBeVisible();
      await filter.press("Tab");
      await expect(filter).not.toBeFocused();
      await dialog.getByRole("button", { name: "Add subscription" }).click();
      await expect(dialog).toBeHidden();
      await expect(rowOf(page, type)).toContainText('Filter: $.customer.name.startsWith("Ad")');
      const [stored] = (await api.get(`/subscriptions?scriptId=${scene.scriptId}`)).items;
      expect(stored.filter).toEqual({ "customer.name": { $startsWith: "Ad" } });

      await page.getByRole("button", { name: `Edit ${type}` }).click();
      await expect(dialog.getByRole("button", { name: "JSON", pressed: true })).toBeVisible();
      await expect(filter).toHaveText('{"customer.name": {"$startsWith": "Ad"}}');
      await expect(dialog.getByText("Matches 6 of the last 12")).toBeVisible();
      await filter.press("Escape");
      await expect(dialog).toBeHidden();
    },
  );

  subscriptionTest(
    `an event says which part of a filter decided at ${width} px`,
    async ({ scene }) => {
      const { page, api } = scene;
      await page.setViewportSize({ width, height: 844 });
      const type = `story.why.t${Date.now()}`;
      await subscribe(scene, type, { filter: '$.currency == "EUR" && $.amount > 100 && $.vip' });
      await subscribe(scene, type, { filter: { amount: { $lt: 100 } } });
      await subscribe(scene, type, { active: false });
      const data = { currency: "EUR", amount: 40 };
      const { id } = await api.post("/events", { type, source: "story", data }, 202);
      await page.goto(`/events/${id}`);

      const missed = page.getByRole("region", { name: "Who did not react" });
      const miss = missed.getByRole("listitem").filter({ hasText: "Filter" }).first();
      await expect(miss.locator("mark")).toHaveText("$.amount > 100");
      await expect(miss).toContainText("Not true for this event: $.amount is 40");
      await expect(missed.getByText("switched off when the event came in")).toBeVisible();
      await miss.locator("summary", { hasText: "Value of each part" }).press("Enter");
      await expect(miss.getByText("not reached")).toBeVisible();

      await page.getByText("Why 1 filter matched").click();
      await expect(
        page.getByText("True for this event: $.amount is 40", { exact: true }),
      ).toBeVisible();
    },
  );
}

subscriptionTest("a slow server keeps nobody from writing and saving", async ({ scene }) => {
  const { page } = scene;
  const type = await received(scene, [{ amount: 1 }]);
  const filter = await openField(scene, type);
  const answered = Promise.withResolvers<void>();
  await page.route("**/fragments/filters/**", async (route) => {
    await answered.promise;
    await route.continue().catch(() => undefined);
  });
  await filter.pressSequentially("$.amount > 0", { delay: 60 });
  await expect(filter).toHaveText("$.amount > 0");
  await dialogOf(page).getByRole("button", { name: "Add subscription" }).click();
  await expect(rowOf(page, type)).toContainText("Filter: $.amount > 0");
  answered.resolve();
});

subscriptionTest(
  "a refused form keeps the editor, what was typed and its place",
  async ({ scene }) => {
    const { page } = scene;
    const filter = await openField(scene, "story.refused");
    await filter.fill("$.amount = 1");
    await dialogOf(page).getByRole("button", { name: "Add subscription" }).click();
    await expect(filter).toBeFocused();
    await expect(dialogOf(page).locator(".cm-editor")).toHaveCount(1);
    await expect(dialogOf(page).locator(".cm-fault")).toHaveText("=");
    await filter.press("End");
    await filter.pressSequentially("0");
    await expect(filter).toHaveText("$.amount = 10");
    await filter.press("Escape");
    await expect(dialogOf(page)).toBeHidden();
  },
);

const hostile = {
  [`<img src=x onerror="window.hacked=1">`]: `</script><script>window.hacked=1</script>`,
  ["W".repeat(500)]: "x".repeat(10_000),
  "\u202etxt.exe": "\u0645\u0631\u062d\u0628\u0627",
  list: [{ "<b>": "<svg onload=alert(1)>" }],
};

for (const width of [1440, 390]) {
  subscriptionTest(
    `hostile payloads are text in the field and on the event at ${width} px`,
    async ({ scene }) => {
      const { page, api } = scene;
      await page.setViewportSize({ width, height: 844 });
      const type = await received(scene, [hostile]);
      const filter = await openField(scene, type);
      await filter.pressSequentially("$");
      const list = dialogOf(page).getByRole("listbox");
      await expect(list).toContainText("onerror");
      const box = await list.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= width).toBe(true);
      await page.keyboard.press("Escape");

      const long = `$["${"W".repeat(500)}"] == "<img src=x onerror='window.hacked=1'>"`;
      await filter.fill(long);
      await expect(dialogOf(page).getByText("Matches none of the last 1")).toBeVisible();
      await dialogOf(page).getByRole("button", { name: "Add subscription" }).click();
      await expect(rowOf(page, type)).toBeVisible();
      const { id } = await api.post("/events", { type, source: "story", data: hostile }, 202);
      await page.goto(`/events/${id}`);
      await page.getByText("Value of each part").click();
      await expect(page.locator("main mark")).toContainText("WWW");
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      expect(await page.evaluate("window.hacked")).toBeUndefined();
    },
  );
}
