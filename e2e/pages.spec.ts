// Every page of the console, in each state, theme and width, is calm, whole, readable and usable by keyboard.
import type { Page } from "@playwright/test";
import { assemble, type Cast } from "./cast.ts";
import { describeFindings, type Finding } from "./checks/finding.ts";
import { type Incidents, watchIncidents } from "./checks/incidents.ts";
import { watchLayoutShifts } from "./checks/layout-shift.ts";
import { findColourFaults, findFaults, findKeyboardFaults } from "./checks/page-checks.ts";
import { withoutDatabase } from "./database.ts";
import { comeToRest } from "./furnish.ts";
import { isShownAt, type View, views } from "./pages.ts";
import { sizes } from "./sizes.ts";
import { expect, test as story } from "./story.ts";
import { actAndSettle, changeTheme, visit } from "./visit.ts";

const test = story.extend<object, { cast: Cast }>({
  cast: [
    async ({ browser, instance }, use) => {
      await use(await assemble(browser, instance));
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

test.afterAll(({ cast }) => comeToRest(cast.facts));

type Seen = { page: Page; incidents: Incidents };

async function open(
  cast: Cast,
  view: View,
  size: { width: number; height: number },
): Promise<Seen> {
  const context = await cast.open(view.as ?? "admin", { viewport: size });
  const page = await context.newPage();
  await watchLayoutShifts(page);
  const incidents = await watchIncidents(page);
  const status = await visit(page, await view.path(cast.facts));
  expect(status, "status of the page").toBe(view.status ?? 200);
  if (view.status) incidents.forgive(view.status);
  if (view.away) incidents.forget();
  if (view.open) await actAndSettle(page, () => view.open?.(page) ?? Promise.resolve());
  if (view.refused) incidents.forgive(view.refused);
  return { page, incidents };
}

async function lookAt({ page, incidents }: Seen, view: View): Promise<Finding[]> {
  await changeTheme(page, "light");
  const found = await findFaults(page, incidents);
  await changeTheme(page, "dark");
  const inDark = await findColourFaults(page);
  found.push(...inDark.map((each) => ({ ...each, rule: `${each.rule} (dark)` })));
  if (!view.open) found.push(...(await findKeyboardFaults(page)));
  return found;
}

for (const size of sizes) {
  for (const view of views.filter((each) => isShownAt(each, size.width) && !each.away)) {
    test(`${view.page}, ${view.state}, ${size.width} px`, async ({ cast }) => {
      const seen = await open(cast, view, size);
      expect.soft(describeFindings(await lookAt(seen, view))).toBe("");
      await seen.page.context().close();
    });
  }
}

test("while the database is away", async ({ cast, instance }) => {
  test.setTimeout(240_000); // every page in both sizes, one after the other
  await withoutDatabase(instance, async () => {
    for (const view of views.filter(({ away }) => away)) {
      for (const size of sizes) {
        const seen = await open(cast, view, size);
        const title = `${view.page}, ${size.width} px`;
        expect.soft(describeFindings(await lookAt(seen, view)), title).toBe("");
        await seen.page.context().close();
      }
    }
  });
});
