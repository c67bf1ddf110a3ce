// Listens to a page from before its first request: what foreign text must never make it do.
import type { Page } from "@playwright/test";
import { findClippedText } from "./checks/clipped-text.ts";
import { describeFindings } from "./checks/finding.ts";
import { type Incidents, watchIncidents } from "./checks/incidents.ts";
import { findPageOverflow } from "./checks/page-overflow.ts";
import { trap } from "./hostile-words.ts";
import { expect } from "./story.ts";

export type Watched = { page: Page; incidents: Incidents; requests: string[]; dialogs: string[] };

export async function watch(page: Page): Promise<Watched> {
  const watched: Watched = {
    page,
    incidents: await watchIncidents(page),
    requests: [],
    dialogs: [],
  };
  page.on("request", (request) => watched.requests.push(request.url()));
  page.on("dialog", (dialog) => {
    watched.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return watched;
}

/** Nothing ran, nothing was asked for, nothing is wider than the window, and the page is still there. */
export async function expectHarmless({
  page,
  incidents,
  requests,
  dialogs,
}: Watched): Promise<void> {
  const { origin: own } = new URL(page.url());
  const isStrange = ({ origin, pathname }: URL) =>
    origin !== own || pathname.startsWith(`/${trap}`);
  expect(requests.filter((url) => isStrange(new URL(url)))).toEqual([]);
  expect(dialogs).toEqual([]);
  expect(await page.evaluate(whatRan)).toEqual([]);
  expect(describeFindings(incidents.all())).toBe("");
  const broken = [...(await findPageOverflow(page)), ...(await findClippedText(page))];
  expect(describeFindings(broken)).toBe("");
  await expect(page.getByRole("main")).toBeVisible();
}

/** What would be there, or have happened, if a string of theirs had been taken for anything but text. */
function whatRan(): string[] {
  const theirs = {
    "a handler": "[onerror*='hostileRan'], [onload*='hostileRan']",
    "an element": "#hostile-trap, [src*='hostile-trap'], [hx-get*='hostile-trap']",
    "a link to a script": "a[href^='javascript:' i]",
    "an attribute": "[data-copy='stolen']",
  };
  const found = Object.entries(theirs).filter(([, selector]) => document.querySelector(selector));
  const happened: [string, boolean][] = [
    ["a script", "hostileRan" in window],
    ["the prototype of all objects", "polluted" in {}],
  ];
  return [...found, ...happened.filter(([, has]) => has)].map(([what]) => what);
}
