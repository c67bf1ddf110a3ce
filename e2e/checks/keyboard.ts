// A page for those who use no mouse: one heading to start from, a way past the frame, a focus that shows.
import type { Page } from "@playwright/test";
import { comeToStand } from "../visit.ts";
import type { Finding } from "./finding.ts";
import { lookInPage } from "./in-page.ts";
import { describeElement, isHiddenFromSight, topLayer } from "./shown-texts.ts";

const using = [describeElement, isHiddenFromSight, topLayer];

/** Where the frame stands before the content: the first press of Tab reaches a link that leads past it. */
export async function findSkipLinkFaults(page: Page): Promise<Finding[]> {
  if ((await page.locator("nav, header").count()) === 0) return [];
  const fault = (element: string, detail: string) => [{ rule: "skip link", element, detail }];
  await lookInPage(page, focusNothing);
  await page.keyboard.press("Tab");
  await comeToStand(page);
  const first = await lookInPage(page, focusedLink, using);
  if (!first?.target) {
    const reached = first?.element ?? "nothing";
    return fault(reached, "the first press of Tab reaches no skip link");
  }
  if (!first.isShown) return fault(first.element, "it is focused and not to be seen");
  await page.keyboard.press("Enter");
  const inside = await page.evaluate((selector) => {
    const target = document.querySelector(selector);
    return Boolean(target?.matches("main, main *") && target.contains(document.activeElement));
  }, first.target);
  return inside ? [] : fault(first.element, `it leaves the focus outside of ${first.target}`);
}

/** As on a page that just came: the next press of Tab begins at the top. */
function focusNothing(): void {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}

function focusedLink() {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return null;
  const target = focused.getAttribute("href");
  const box = focused.getBoundingClientRect();
  const isShown = !isHiddenFromSight(focused) && box.top >= 0 && box.left >= 0;
  return {
    element: describeElement(focused),
    target: target?.startsWith("#") ? target : null,
    isShown,
  };
}

export async function findHeadingFaults(page: Page): Promise<Finding[]> {
  const headings = await page.locator("h1:visible").allInnerTexts();
  if (headings.length === 1) return [];
  return [
    {
      rule: "one h1",
      element: headings.join(" | ") || "none",
      detail: `${headings.length} of them`,
    },
  ];
}

/** Focuses everything that can be focused. After a key the browser shows focus as it does for a keyboard. */
export async function findHiddenFocus(page: Page): Promise<Finding[]> {
  await page.keyboard.press("Shift");
  return lookInPage(page, hiddenFocus, [...using, lookOf, isWithinReach]);
}

async function hiddenFocus(): Promise<Finding[]> {
  const wanted =
    "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]";
  const before = document.activeElement;
  const findings: Finding[] = [];
  for (const element of topLayer().querySelectorAll<HTMLElement>(wanted)) {
    if (element.tabIndex < 0 || element.matches(":disabled") || element.closest("[inert]"))
      continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    element.blur();
    const plain = lookOf(element);
    element.focus({ preventScroll: false });
    // The editor draws its ring itself, a moment later.
    if (element.isContentEditable) await new Promise((resolve) => setTimeout(resolve, 100));
    if (document.activeElement !== element) continue;
    const named = describeElement(element);
    if (lookOf(element) === plain) {
      findings.push({
        rule: "visible focus",
        element: named,
        detail: "looks the same with and without",
      });
    } else if (!isWithinReach(element)) {
      findings.push({
        rule: "visible focus",
        element: named,
        detail: "is focused under something else",
      });
    }
  }
  if (before instanceof HTMLElement) before.focus();
  window.scrollTo(0, 0);
  return findings;
}

/** Everything that may show the focus: the element, its pseudo-elements, the boxes that hold it, its row. */
function lookOf(element: HTMLElement): string {
  const look = (style: CSSStyleDeclaration) => {
    const outline = `${style.outlineWidth} ${style.outlineColor}`;
    const shown = style.outlineStyle === "none" ? "" : outline;
    return [shown, style.boxShadow, style.borderColor, style.content].join();
  };
  const boxes: Element[] = [];
  // An editor stands deep in what looks like one field.
  const depth = element.isContentEditable ? 6 : 2;
  for (let each = element.parentElement; each && boxes.length < depth; each = each.parentElement) {
    boxes.push(each);
  }
  const row = element.closest("tr");
  if (row) boxes.push(row, ...row.children);
  const own = [null, "::before", "::after"].map((part) => getComputedStyle(element, part));
  return [...own, ...boxes.map((each) => getComputedStyle(each))].map(look).join("; ");
}

/** Not wholly hidden by what floats over the page (WCAG 2.4.11). */
function isWithinReach(element: Element): boolean {
  const box = element.getBoundingClientRect();
  const rows = [box.top + 2, box.top + box.height / 2, box.bottom - 2];
  const inside = rows.filter((y) => y >= 0 && y < innerHeight);
  if (box.width === 0 || inside.length === 0) return true;
  return inside.some((y) => {
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const hit = document.elementFromPoint(x, y);
    return (
      !hit ||
      element.contains(hit) ||
      hit.contains(element) ||
      Boolean(hit.closest("label, a, .cm-editor"))
    );
  });
}
