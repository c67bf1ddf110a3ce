// Opening a page and waiting until it has come to rest: loaded, taken over by React, nothing on its way any more.
import type { Page, Request } from "@playwright/test";

const quietMs = 200;

export type Theme = "light" | "dark";

/** Resolves with the status of the answer, when the page rests. */
export async function visit(page: Page, path: string): Promise<number> {
  const traffic = watchTraffic(page);
  const response = await page.goto(path, { waitUntil: "load" });
  await settle(page, traffic);
  return response?.status() ?? 0;
}

/** After an act of our own: runs it and waits for what it sets off. */
export async function actAndSettle(page: Page, act: () => Promise<unknown>): Promise<void> {
  const traffic = watchTraffic(page);
  await act();
  await settle(page, traffic);
}

/** As the theme switch does it, without loading the page again. */
export async function changeTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset["theme"] = name;
  }, theme);
  await comeToStand(page);
}

/** Whatever moves to its place has arrived, and what that set in motion, too. */
export async function comeToStand(page: Page): Promise<void> {
  await page.evaluate(restsFor(2));
  await page.waitForFunction(() => {
    const ends = ({ effect }: Animation) => Number.isFinite(effect?.getComputedTiming().endTime);
    return !document.getAnimations().some(ends);
  });
}

type Traffic = { quietForMs: () => number; stop: () => void };

function watchTraffic(page: Page): Traffic {
  const open = new Set<Request>();
  let since = performance.now();
  const begin = (request: Request) => open.add(request);
  const finish = (request: Request) => {
    if (open.delete(request)) since = performance.now();
  };
  page.on("request", begin).on("requestfinished", finish).on("requestfailed", finish);
  return {
    quietForMs: () => (open.size > 0 ? 0 : performance.now() - since),
    stop: () => {
      page.off("request", begin).off("requestfinished", finish).off("requestfailed", finish);
    },
  };
}

async function settle(page: Page, traffic: Traffic): Promise<void> {
  await page.waitForFunction(isDrawn);
  while (traffic.quietForMs() < quietMs) await page.evaluate(restsFor(1));
  traffic.stop();
  await page.waitForFunction(isDrawn);
  await comeToStand(page);
}

/** React has taken over, its fonts are there, and no skeleton stands in for content. */
function isDrawn(): boolean {
  const room = document.querySelector("main, dialog[open]") ?? document.body.firstElementChild;
  const isTakenOver = Object.keys(room ?? {}).some((key) => key.startsWith("__react"));
  const waits = [...document.querySelectorAll(".skeleton, [aria-busy='true']")];
  return (
    isTakenOver &&
    document.fonts.status === "loaded" &&
    !waits.some((each) => each.checkVisibility())
  );
}

function restsFor(frames: number): string {
  return `new Promise((done) => {
    const next = (left) => left === 0 ? done() : requestAnimationFrame(() => next(left - 1));
    next(${frames});
  })`;
}
