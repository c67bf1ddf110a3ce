// The islands on the page, and how each is kept true: it reads its own `src` again when it was drawn from an old
// page, when a write could not be shown in it, and when it was asked to. A read that a write overtakes is read again.

import type { Htmx } from "htmx.org";
import { leaveForSignIn } from "#components/ui/leave-for-sign-in.ts";
import { keepStanding, noteStanding } from "./focus-keeper.ts";
import { showToast } from "./notices.ts";
import { refusalOf, type Toast, unreachable } from "./refusal.ts";

type Island = { box: HTMLElement; src: string; isReading: boolean; isStale: boolean };

const islands = new Set<Island>();
let writes = 0;
let waiting: (() => void)[] = [];

export function addIsland(box: HTMLElement, src: string): Island {
  const island = { box, src, isReading: false, isStale: false };
  islands.add(island);
  return island;
}

export function removeIsland(island: Island): void {
  islands.delete(island);
}

/** The island around an element; all of them when the element has left the page. */
export function refreshAround(htmx: Htmx, element: Element | null): void {
  const box = element?.closest("[data-htmx-island]");
  for (const island of islands) {
    if (!box || island.box === box) void refreshIsland(htmx, island);
  }
}

/** Never throws; what cannot be read is said in a toast and leaves the island as it is. */
export async function refreshIsland(htmx: Htmx, island: Island): Promise<void> {
  island.isStale = true;
  if (island.isReading) return;
  island.isReading = true;
  while (island.isStale && islands.has(island)) {
    await noWrites();
    island.isStale = false;
    const html = await readHtml(island.src);
    if (html === null) break;
    if (!island.isStale && islands.has(island)) await show(htmx, island.box, html);
  }
  island.isReading = false;
}

export function beginWrite(): void {
  writes += 1;
  for (const island of islands) island.isStale = true;
}

export function endWrite(): void {
  writes -= 1;
  if (writes > 0) return;
  const resume = waiting;
  waiting = [];
  for (const go of resume) go();
}

function noWrites(): Promise<void> {
  return writes === 0
    ? Promise.resolve()
    : new Promise((resolve) => {
        waiting.push(resolve);
      });
}

/** Keeps every element that is still the same, and with it focus and transitions. */
async function show(htmx: Htmx, box: HTMLElement, html: string): Promise<void> {
  const standing = noteStanding();
  await htmx.swap({ text: html, sourceElement: box, target: box, swap: "innerMorph" });
  keepStanding(standing);
}

/** Null when there is none to show. */
async function readHtml(src: string): Promise<string | null> {
  try {
    const response = await fetch(src, { headers: { "HX-Request": "true", Accept: "text/html" } });
    const text = await response.text();
    if (response.ok && isHtml(response) && !wasSentToSignIn(response)) return text;
    refuse(response, text);
  } catch {
    showToast(unreadable);
  }
  return null;
}

const unreadable: Toast = {
  ...unreachable,
  description: "What you see may be out of date. Check your connection and look again.",
};

/** Says what is wrong with an answer that cannot be shown. */
export function refuse(response: Response, text: string): void {
  if (response.status === 401 || wasSentToSignIn(response)) {
    leaveForSignIn();
    return;
  }
  const contentType = response.headers.get("content-type") ?? "";
  const requestId = response.headers.get("x-request-id") ?? "";
  showToast(refusalOf({ status: response.status, contentType, text, requestId }));
}

export function isHtml(response: Response): boolean {
  return (response.headers.get("content-type") ?? "").startsWith("text/html");
}

export function wasSentToSignIn(response: Response): boolean {
  return response.redirected && new URL(response.url).pathname === "/sign-in";
}
