// The `test` of the browser stories: one Scriptbus and one browser for all of them.
import { test as base } from "@playwright/test";
import { browserArgs, findBrowser } from "./browser.ts";
import { end, type Instance, newPlace, start } from "./instance.ts";

const slow = 300_000; // the first start builds the console

/** For what needs a browser and no Scriptbus. */
export const browserTest = base.extend({
  launchOptions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn the dependencies
    async ({}, use) => {
      await use({ executablePath: await findBrowser(), args: browserArgs });
    },
    { scope: "worker", timeout: slow },
  ],
});

export const test = browserTest.extend<object, { instance: Instance }>({
  instance: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const instance = await start(await newPlace());
      await use(instance);
      await end(instance);
    },
    { scope: "worker", timeout: slow },
  ],
  baseURL: async ({ instance }, use) => {
    await use(instance.url);
  },
});

export { expect } from "@playwright/test";
