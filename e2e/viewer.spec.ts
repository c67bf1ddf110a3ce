// Who may only read finds nothing on any page that would write.
import type { Page } from "@playwright/test";
import { assemble, type Cast } from "./cast.ts";
import { comeToRest } from "./furnish.ts";
import { type View, views } from "./pages.ts";
import { expect, test as story } from "./story.ts";
import { visit } from "./visit.ts";

const test = story.extend<object, { cast: Cast }>({
  cast: [
    async ({ browser, instance }, use) => {
      const cast = await assemble(browser, instance);
      await use(cast);
      await comeToRest(cast.facts);
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

const words =
  /^(add|cancel|create|delete|deploy|discard|edit|new|perform|remove|replay|retry|roll back|run|save|send|start|stop|test)\b/i;

/** What on the page would change something: by what it says, by what it sends, by what can be typed into it. */
async function controlsOf(page: Page): Promise<string[]> {
  const main = page.getByRole("main");
  const named = [
    ...(await main.getByRole("button", { name: words }).all()),
    ...(await main.getByRole("link", { name: words }).all()),
    ...(await main.getByRole("switch").all()),
    ...(await main.locator("[hx-post], [hx-put], [hx-patch], [hx-delete]").all()),
    // A read-only editor keeps its caret, to be read and copied from by keyboard.
    ...(await main.locator("[contenteditable='true']:not([aria-readonly='true'])").all()),
  ];
  return Promise.all(
    named.map((each) => each.evaluate(({ outerHTML }) => outerHTML.slice(0, 160))),
  );
}

const shown = views.filter(({ as, open, away, status }) => !as && !open && !away && !status);
const pages = [...new Map(shown.map((view) => [`${view.page} ${view.state}`, view])).values()];

async function look(cast: Cast, view: View, as: "viewer" | "admin"): Promise<string[]> {
  const context = await cast.open(as, { viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  expect(await visit(page, await view.path(cast.facts))).toBe(200);
  const controls = await controlsOf(page);
  await context.close();
  return controls;
}

for (const view of pages) {
  test(`${view.page}, ${view.state}`, async ({ cast }) => {
    expect(await look(cast, view, "viewer")).toEqual([]);
  });
}

test("an admin finds some: they would be seen here", async ({ cast }) => {
  const withControls = ["scripts", "script-code", "script-subscriptions", "events", "dead-letter"];
  for (const name of withControls) {
    const view = pages.find(({ page }) => page === name);
    expect(view && (await look(cast, view, "admin")), name).not.toEqual([]);
  }
});

test("the palette offers nothing that writes, and the page to make a script nothing to type", async ({
  cast,
}) => {
  const context = await cast.open("viewer", { viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await visit(page, "/scripts");
  await page.keyboard.press("Control+k");
  await page.getByRole("option").first().waitFor();
  const offered = await page.getByRole("option").allInnerTexts();
  expect(offered.filter((text) => words.test(text.trim()))).toEqual([]);
  await visit(page, "/scripts/new");
  expect(await controlsOf(page)).toEqual([]);
  await expect(page.getByRole("main").getByRole("textbox")).toHaveCount(0);
  await context.close();
});
