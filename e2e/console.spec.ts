// The console's own story, wide and on a phone: edit, deploy, send, watch; break, see it die; mend, replay, see it work.
import type { BrowserContext, Locator, Page } from "@playwright/test";
import { type Api, apiOf, type Json, readDemo } from "./api.ts";
import { deploy, goTo, openFirst, saveVersion, sendEvent } from "./desk.ts";
import { signIn } from "./sign-in.ts";
import { sizes } from "./sizes.ts";
import { expect, test } from "./story.ts";

const sources = {
  first: "return null;\n",
  works: 'const { n } = sdk.events.current();\nsdk.log.info("counted", { n });\nreturn n + 1;\n',
  breaks: 'const { n } = sdk.events.current();\nthrow new RangeError("no room for " + n);\n',
  mended: 'const { n } = sdk.events.current();\nsdk.log.info("made room", { n });\nreturn n;\n',
};

type Counter = { script: Json; type: string };

/** A script that runs for events of one type, and is tried three times at once. */
async function createCounter(api: Api): Promise<Counter> {
  const word = Math.random().toString(36).slice(2, 8);
  const script = await api.post("/scripts", {
    name: `counter-${word}`,
    kind: "event_handler",
    language: "javascript",
    source: sources.first,
  });
  const type = `counter.moved.${word}`;
  const policy = { retryCount: 2, backoff: { kind: "fixed", delayMs: 50 }, breaker: "off" };
  await api.post("/subscriptions", { scriptId: script.id, eventType: type, ...policy });
  return { script, type };
}

for (const { name, ...viewport } of sizes) {
  test(`edit, deploy, send, watch, break, repair: ${name}`, async ({ browser, instance }) => {
    test.setTimeout(120_000);
    const demo = readDemo(instance);
    const counter = await createCounter(apiOf(instance, demo.apiKey));
    const options = { baseURL: instance.url, viewport, reducedMotion: "reduce" } as const;
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await signIn(page, demo);
    await test.step("edit and deploy", () => editAndDeploy(page, counter));
    await test.step("send and watch", () => sendAndWatch(context, page, counter));
    await test.step("break and see it die", () => breakIt(context, page, counter));
    await test.step("mend, replay and see it work", () => mendAndReplay(page, counter));
    await context.close();
  });
}

async function editAndDeploy(page: Page, { script }: Counter): Promise<void> {
  await goTo(page, "Scripts");
  await page.getByRole("link", { name: script.name }).first().click();
  await saveVersion(page, { source: sources.works, note: "Count", version: 2 });
  await deploy(page, 2, async (dialog) => {
    await expect(dialog.getByRole("insertion").first()).toContainText("sdk.events.current()");
    await expect(dialog.getByRole("deletion")).toContainText("return null;");
  });
}

async function sendAndWatch(
  context: BrowserContext,
  page: Page,
  { script, type }: Counter,
): Promise<void> {
  const watch = await context.newPage();
  await watch.goto(`/scripts/${script.id}/executions`);
  await expect(shown(watch, "Nothing has run yet")).toBeVisible();
  const loads = countLoads(watch);
  await sendEvent(page, { type, data: { n: 41 } });
  await expect(watch.getByRole("row").filter({ hasText: "Succeeded" })).toHaveCount(1);
  expect(loads(), "the run came without a reload").toBe(0);

  await openFirst(watch, { list: "Executions", text: "Succeeded" });
  await expect(watch.getByRole("heading", { level: 1 })).toContainText(script.name);
  await expect(watch.getByText("counted")).toBeVisible();
  await expect(watch.getByText('{"n":41}').first()).toBeVisible();
  await watch.close();
}

async function breakIt(
  context: BrowserContext,
  page: Page,
  { script, type }: Counter,
): Promise<void> {
  await page.goto(`/scripts/${script.id}`);
  await saveVersion(page, { source: sources.breaks, note: "Break", version: 3 });
  await deploy(page, 3);
  const watch = await context.newPage();
  await watch.goto(`/dead-letters?scriptId=${script.id}`);
  await expect(shown(watch, "No dead letters match")).toBeVisible();
  const loads = countLoads(watch);
  await sendEvent(page, { type, data: { n: 7 } });
  await expect(watch.getByText("no room for 7").first()).toBeVisible();
  expect(loads(), "the letter came without a reload").toBe(0);

  await watch.goto(`/scripts/${script.id}/executions`);
  await expect(watch.getByRole("row").filter({ hasText: "Failed" })).toHaveCount(3);
  await openFirst(watch, { list: "Executions", text: "Failed" });
  await expect(watch.getByText("RangeError").first()).toBeVisible();
  await expect(watch.getByText('throw new RangeError("no room for " + n);')).toBeVisible();
  await watch.close();
}

async function mendAndReplay(page: Page, { script }: Counter): Promise<void> {
  await page.goto(`/scripts/${script.id}`);
  await saveVersion(page, { source: sources.mended, note: "Mend", version: 4 });
  await deploy(page, 4);
  await page.goto(`/dead-letters?scriptId=${script.id}&state=open`);
  await openFirst(page, { list: "Dead letters", text: "no room for 7" });
  await page.getByRole("button", { name: "Replay…" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay this dead letter" });
  await dialog.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(dialog.getByLabel("Reason")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Reason").fill("Mended in version 4");
  const loads = countLoads(page);
  await dialog.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("main").getByText("Resolved", { exact: true })).toBeVisible();
  expect(loads(), "the letter was resolved without a reload").toBe(0);

  await page.goto(`/executions?scriptId=${script.id}&status=succeeded`);
  await openFirst(page, { list: "Executions", text: script.name });
  await expect(page.getByText("made room")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("v4");
}

/** What is streamed into a page is in it twice for a moment, once unseen. */
function shown(page: Page, text: string): Locator {
  return page.getByText(text).filter({ visible: true });
}

/** Documents that this page loads from now on. */
function countLoads(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.isNavigationRequest()) count += 1;
  });
  return () => count;
}
