// A script of its own for each story about subscriptions, and the page that shows what wakes it.
import type { Page } from "@playwright/test";
import { type Api, apiOf, type Json, readDemo } from "./api.ts";
import { type SignIn, signIn } from "./sign-in.ts";
import { expect, test } from "./story.ts";

export type Scene = { page: Page; api: Api; scriptId: string; path: string };

const newScript = { kind: "event_handler", language: "javascript", source: "sdk.log.info('ran');" };

export const subscriptionTest = test.extend<{ scene: Scene; visitor: SignIn }>({
  visitor: async ({ instance }, use) => use(readDemo(instance)),
  scene: async ({ page, instance, visitor }, use, { testId }) => {
    const api = apiOf(instance, readDemo(instance).apiKey);
    const name = `subscribed-${testId}-${Date.now()}`;
    const { id: scriptId } = await api.post("/scripts", { ...newScript, name });
    await signIn(page, visitor);
    await use({ page, api, scriptId, path: `/scripts/${scriptId}/subscriptions` });
    await api.call("DELETE", `/scripts/${scriptId}?force=true`);
  },
});

export function subscribe({ api, scriptId }: Scene, eventType: string, more = {}): Promise<Json> {
  return api.post("/subscriptions", { scriptId, eventType, ...more });
}

export async function open({ page, path }: Scene): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "Event Subscriptions" })).toBeVisible();
}

export const rowOf = (page: Page, eventType: string) =>
  page.getByRole("listitem").filter({ hasText: eventType });
export const dialogOf = (page: Page) => page.locator("#modal");
