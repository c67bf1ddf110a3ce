import { expect, test } from "./story.ts";

test("the first page says what runs and links to the API", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Scriptbus/);
});
