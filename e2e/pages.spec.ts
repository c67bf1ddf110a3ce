// Every page of the console, in each state, theme and width, is calm, whole, readable and usable by keyboard.
import type { Page } from "@playwright/test";
import { assemble, type Cast } from "./cast.ts";
import { describeFindings, type Finding } from "./checks/finding.ts";
import { type Incidents, watchIncidents } from "./checks/incidents.ts";
import { watchLayoutShifts } from "./checks/layout-shift.ts";
import { findColourFaults, findFaults, findKeyboardFaults } from "./checks/page-checks.ts";
import { findPageOverflow } from "./checks/page-overflow.ts";
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

test.use({ trace: "off" }); // of no use for so many pages, and slow
test.describe.configure({ mode: "parallel" }); // they would keep one of the workers alone

test.afterAll(({ cast }) => comeToRest(cast.facts));

type Size = { width: number; height: number };
type Seen = { page: Page; incidents: Incidents };

async function open(cast: Cast, view: View, viewport: Size): Promise<Seen> {
  const context = await cast.open(view.as ?? "admin", { viewport });
  const page = await context.newPage();
  await watchLayoutShifts(page);
  const incidents = await watchIncidents(page);
  const status = await visit(page, await view.path(cast.facts));
  expect(status, `status of ${view.page}, ${view.state}`).toBe(view.status ?? 200);
  if (view.status) incidents.forgive(view.status);
  if (view.away) incidents.forget();
  if (view.open) await actAndSettle(page, () => view.open?.(page) ?? Promise.resolve());
  if (view.refused) incidents.forgive(view.refused);
  return { page, incidents };
}

async function lookAt(cast: Cast, view: View, size: Size): Promise<Finding[]> {
  const { page, incidents } = await open(cast, view, size);
  await changeTheme(page, "light");
  const found = await findFaults(page, incidents, { quick: size.width < 768 });
  await changeTheme(page, "dark");
  const inDark = await findColourFaults(page);
  found.push(...inDark.map((each) => ({ ...each, rule: `${each.rule} (dark)` })));
  if (!view.open) found.push(...(await findKeyboardFaults(page)));
  await page.context().close();
  return found.map((each) => ({ ...each, rule: `[${view.state}] ${each.rule}` }));
}

async function lookAtAll(cast: Cast, some: readonly View[], size: Size): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const view of some) found.push(...(await lookAt(cast, view, size)));
  return found;
}

/** Words on an empty page need no second width. */
const wideOnly = new Set(["invalid", "missing", "no-match", "not-found", "viewer"]);

for (const { name: width, ...size } of sizes) {
  const shown = views
    .filter((view) => isShownAt(view, size.width) && !view.away)
    .filter(({ state }) => size.width > 768 || !wideOnly.has(state));
  for (const [name, states] of Map.groupBy(shown, ({ page }) => page)) {
    test(`${name}, ${width}: ${states.map(({ state }) => state).join(", ")}`, async ({ cast }) => {
      expect(describeFindings(await lookAtAll(cast, states, size))).toBe("");
    });
  }
}

test("while the database is away a page says so, and it comes back", async ({ cast, instance }) => {
  const context = await cast.open("admin", { viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await withoutDatabase(instance, async () => {
    expect((await page.goto("/scripts"))?.status()).toBe(500);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Scriptbus is not available");
    await expect(page.getByText("Try again")).toBeVisible();
    expect(describeFindings(await findPageOverflow(page))).toBe("");
  });
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Scripts");
  }).toPass({ timeout: 30_000 });
  await context.close();
});
