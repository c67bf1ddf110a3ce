// No text lies under something else.
import type { Page } from "@playwright/test";
import type { Finding } from "./finding.ts";
import { lookInPage } from "./in-page.ts";
import {
  describeElement,
  isHiddenFromSight,
  type ShownText,
  shownTexts,
  topLayer,
} from "./shown-texts.ts";

const using = [describeElement, isHiddenFromSight, shownTexts, topLayer];

export function findCoveredText(page: Page): Promise<Finding[]> {
  return lookInPage(page, coveredTexts, [
    ...using,
    coverAt,
    isPassing,
    hasTextAt,
    paints,
    pointsIn,
  ]);
}

/** Of what is in the window now. */
function coveredTexts(): Finding[] {
  const texts = shownTexts(topLayer());
  const textsOf = new Map<Element, ShownText[]>();
  for (const text of texts) textsOf.set(text.element, [...(textsOf.get(text.element) ?? []), text]);
  const findings: Finding[] = [];
  for (const text of texts) {
    const cover = pointsIn(text)
      .map((point) => coverAt(text.element, point, textsOf))
      .find(Boolean);
    if (!cover) continue;
    const detail = `"${text.text.slice(0, 40)}" lies under ${describeElement(cover)}`;
    findings.push({ rule: "covered text", element: describeElement(text.element), detail });
  }
  return findings;
}

/** The first, the middle and the last point of a text, where a scrolled box does not hide them. */
function pointsIn({ element, rects }: ShownText) {
  let frame = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  for (let each: Element | null = element; each; each = each.parentElement) {
    if (getComputedStyle(each).overflow === "visible") continue;
    const box = each.getBoundingClientRect();
    frame = {
      left: Math.max(frame.left, box.left),
      top: Math.max(frame.top, box.top),
      right: Math.min(frame.right, box.right),
      bottom: Math.min(frame.bottom, box.bottom),
    };
  }
  return rects.slice(0, 3).flatMap((rect) => {
    const y = rect.top + rect.height / 2;
    const across = [rect.left + 2, rect.left + rect.width / 2, rect.right - 2];
    return across
      .map((x) => ({ x, y }))
      .filter(
        ({ x }) => x > frame.left && x < frame.right && y > frame.top + 1 && y < frame.bottom - 1,
      );
  });
}

/** What lies over the element at a point and paints there, or has text of its own there. */
function coverAt(
  element: Element,
  point: { x: number; y: number },
  textsOf: Map<Element, ShownText[]>,
): Element | null {
  for (const each of document.elementsFromPoint(point.x, point.y)) {
    if (each.contains(element)) return null;
    if (element.contains(each)) continue;
    if (paints(each) || hasTextAt(textsOf.get(each) ?? [], point))
      return isPassing(each) ? null : each;
  }
  return null;
}

/** A bar that stays while the page scrolls under it covers nothing for good, nor does what goes with a press. */
function isPassing(element: Element): boolean {
  if (element.closest("[data-passing]")) return true;
  return scrollY > 0 && /fixed|sticky/.test(getComputedStyle(element).position);
}

function hasTextAt(texts: readonly ShownText[], { x, y }: { x: number; y: number }): boolean {
  const holds = (r: DOMRect) => x > r.left && x < r.right && y > r.top && y < r.bottom;
  return texts.some(({ rects }) => rects.some(holds));
}

function paints(element: Element): boolean {
  const opaque = (style: CSSStyleDeclaration) =>
    style.backgroundImage !== "none" ||
    !/rgba\(.*, 0(\.[0-2]\d*)?\)|\/ 0(\.[0-2]\d*)?\)|transparent/.test(style.backgroundColor);
  const after = getComputedStyle(element, "::after");
  return opaque(getComputedStyle(element)) || (after.content !== "none" && opaque(after));
}
