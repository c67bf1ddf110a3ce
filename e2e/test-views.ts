// How the states of the test panel and of a test's execution come about, for pages.ts.
import type { Page } from "@playwright/test";
import type { Facts } from "./furnish.ts";

export function testedWithEvent({ scriptId, eventId }: Facts): string {
  return `/scripts/${scriptId}?test=${eventId}`;
}

const testPanel = (page: Page) => page.getByRole("complementary", { name: "Test" });

export async function runTest(page: Page): Promise<void> {
  await testPanel(page).getByRole("button", { name: "Run" }).click();
  await testPanel(page).getByRole("region", { name: "Last run" }).waitFor();
  // It came into view; the page is looked at from its top.
  await page.evaluate(() => window.scrollTo(0, 0));
}

export async function copyPayload(page: Page): Promise<void> {
  await testPanel(page).getByRole("button", { name: "Edit a copy" }).click();
  await testPanel(page).getByRole("textbox", { name: "Payload as JSON" }).waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** Of a source that nobody saved: it does several things and fails. */
export async function testRun({ api, scriptId, eventId }: Facts): Promise<string> {
  const source = `sdk.log.info("cached", await sdk.cache.increment("payouts:seen"));
await sdk.cache.set("payouts:last", sdk.events.current(), { ttlSeconds: 60 });
await sdk.events.emit("payout.looked.at", { by: "a test" });
await sdk.sleep(40);
await sdk.sms.send({ to: "nobody", message: "Payout" });
`;
  const run = await api.post(`/scripts/${scriptId}/test-runs`, { eventId, source }, 200);
  return `/executions/${run.id}`;
}
