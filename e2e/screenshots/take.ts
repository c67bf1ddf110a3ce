// `npm run screenshots [-- words of page names]`: every page × state × width × theme, into screenshots/ (not kept in git).
// With `--url` and `--data` it looks at a Scriptbus that runs already: that gets a few scripts and people more, and keeps
// its database (no state "away").
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "@playwright/test";
import { browserArgs, findBrowser } from "../browser.ts";
import { assemble, type Cast, type Stage } from "../cast.ts";
import { withoutDatabase } from "../database.ts";
import { comeToRest } from "../furnish.ts";
import { end, newPlace, start } from "../instance.ts";
import { isShownAt, type View, views } from "../pages.ts";
import { actAndSettle, changeTheme, visit } from "../visit.ts";
import { type Shot, writeContactSheet } from "./contact-sheet.ts";

const folder = fileURLToPath(new URL("../../screenshots", import.meta.url));
const widths = [1440, 1000, 390] as const;
const themes = ["light", "dark"] as const;
const height = 900;

type Setting = { view: View; width: number };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: "string" }, data: { type: "string" } },
});

const wanted = views.filter(
  ({ page, away }) =>
    (positionals.length === 0 || positionals.some((word) => page.includes(word))) &&
    !(away && values.url),
);
if (wanted.length === 0) throw new Error(`No page's name contains ${positionals.join(" or ")}.`);
const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
try {
  if (values.url && values.data) await takeAll(browser, { url: values.url, dataDir: values.data });
  else await takeOfOwn(browser);
} finally {
  await browser.close();
}

async function takeOfOwn(browser: Browser): Promise<void> {
  say("Starting a Scriptbus of its own…");
  const instance = await start(await newPlace());
  try {
    await takeAll(browser, instance);
  } finally {
    await end(instance);
  }
}

async function takeAll(browser: Browser, stage: Stage): Promise<void> {
  if (positionals.length === 0) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const cast = await assemble(browser, stage);
  const settings = wanted.flatMap((view) =>
    widths.filter((width) => isShownAt(view, width)).map((width) => ({ view, width })),
  );
  const shots: Shot[] = [];
  const failures: string[] = [];
  const take = async (some: readonly Setting[]) => {
    for (const setting of some) {
      try {
        shots.push(...(await shoot(cast, setting)));
      } catch (error) {
        failures.push(`${nameOf(setting)}: ${error instanceof Error ? error.message : error}`);
      }
      say(
        `${shots.length + failures.length} of ${settings.length * themes.length}  ${nameOf(setting)}`,
      );
    }
  };
  await take(settings.filter(({ view }) => !view.away));
  const away = settings.filter(({ view }) => view.away);
  if (away.length > 0) await withoutDatabase(stage, () => take(away));
  await comeToRest(cast.facts);
  writeContactSheet(folder, shots);
  say(`${shots.length} screenshots: ${join(folder, "index.html")}\n`);
  for (const failure of failures) process.stderr.write(`\nnot taken: ${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

function nameOf({ view: { page, state }, width }: Setting): string {
  return `${page}-${state} ${width}`;
}

/** One visit, both themes: the theme changes colours and nothing else. */
async function shoot(cast: Cast, { view, width }: Setting): Promise<Shot[]> {
  const context = await cast.open(view.as ?? "admin", { viewport: { width, height } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await visit(page, await view.path(cast.facts));
    if (view.open) await actAndSettle(page, () => view.open?.(page) ?? Promise.resolve());
    const shots: Shot[] = [];
    for (const theme of themes) {
      await changeTheme(page, theme);
      shots.push(await keep(page, { page: view.page, state: view.state, width, theme }));
    }
    return shots;
  } finally {
    await context.close();
  }
}

async function keep(page: Page, shot: Omit<Shot, "file">): Promise<Shot> {
  const file = `${shot.page}-${shot.state}-${shot.theme}-${shot.width}.png`;
  await page.screenshot({ path: join(folder, file), fullPage: true, animations: "disabled" });
  return { ...shot, file };
}

function say(text: string): void {
  process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
}
