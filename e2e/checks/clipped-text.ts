// No text is cut off without a sign of it: an ellipsis, or a way to scroll to the rest.
import type { Page } from "@playwright/test";
import type { Finding } from "./finding.ts";
import { lookInPage } from "./in-page.ts";
import { describeElement, isHiddenFromSight, shownTexts, topLayer } from "./shown-texts.ts";

const using = [describeElement, isHiddenFromSight, shownTexts, topLayer];

export async function findClippedText(page: Page): Promise<Finding[]> {
  const ways = [boundsOf, framesAround, frameOf, cutAcross, cutDown];
  const cut = await lookInPage(page, clippedTexts, [...using, ...ways]);
  return [...cut, ...(await lookInPage(page, clippedPlaceholders, using))];
}

type Box = { left: number; top: number; right: number; bottom: number };
type Frame = { element: Element; style: CSSStyleDeclaration; box: Box };

function clippedTexts(): Finding[] {
  return shownTexts(topLayer()).flatMap(({ element, rects }) => {
    const text = boundsOf(rects);
    const frames = framesAround(element);
    const detail = cutAcross(text, frames) ?? cutDown(text, frames, rects[0]?.height ?? 0);
    return detail ? [{ rule: "clipped text", element: describeElement(element), detail }] : [];
  });
}

function boundsOf(rects: readonly DOMRect[]): Box {
  return {
    left: Math.min(...rects.map((rect) => rect.left)),
    top: Math.min(...rects.map((rect) => rect.top)),
    right: Math.max(...rects.map((rect) => rect.right)),
    bottom: Math.max(...rects.map((rect) => rect.bottom)),
  };
}

/** The boxes that may cut what the element shows, from inside out: what is placed absolutely leaves some out. */
function framesAround(element: Element): Frame[] {
  const frames: Frame[] = [];
  let position = "static";
  for (let each: Element | null = element; each; each = each.parentElement) {
    const style = getComputedStyle(each);
    if (position === "absolute" && style.position === "static") continue;
    frames.push({ element: each, style, box: frameOf(each) });
    position = style.position;
    if (position === "fixed") break;
  }
  return frames;
}

/** The part of an element in which it shows what it holds. An inline element has none of its own. */
function frameOf(element: Element): Box {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const { clientLeft, clientTop, clientWidth, clientHeight } = element;
  if (clientWidth === 0 && clientHeight === 0) return { left, top, right, bottom };
  const inner = { left: left + clientLeft, top: top + clientTop };
  return { ...inner, right: inner.left + clientWidth, bottom: inner.top + clientHeight };
}

/** Why the text is not to be read to its end; null when it is, or when it says that there is more. */
function cutAcross(text: Box, frames: readonly Frame[]): string | null {
  for (const { element, style, box } of frames) {
    if (/auto|scroll/.test(style.overflowX)) return null;
    const excess = Math.max(text.right - box.right, box.left - text.left);
    if (style.overflowX === "visible" || excess <= 1) continue;
    const by = `by ${describeElement(element)}`;
    if (style.textOverflow !== "ellipsis") return `${excess.toFixed(1)} px cut off sideways ${by}`;
    const room = box.right - box.left;
    return room < 24 ? `only ${room.toFixed(1)} px of it are left ${by}` : null;
  }
  const beyond = Math.max(text.right - document.documentElement.clientWidth, -text.left);
  return beyond > 1 ? `${beyond.toFixed(1)} px outside of the window` : null;
}

function cutDown(text: Box, frames: readonly Frame[], line: number): string | null {
  for (const { element, style, box } of frames) {
    if (/auto|scroll/.test(style.overflowY) || style.webkitLineClamp !== "none") return null;
    const excess = Math.max(text.bottom - box.bottom, box.top - text.top);
    if (style.overflowY === "visible" || excess <= line / 4) continue;
    return `${excess.toFixed(1)} px cut off in height by ${describeElement(element)}`;
  }
  return null;
}

function clippedPlaceholders(): Finding[] {
  const pen = document.createElement("canvas").getContext("2d");
  const inputs = topLayer().querySelectorAll<HTMLInputElement>("input[placeholder]");
  return [...inputs].flatMap((input) => {
    if (!pen || input.value !== "" || isHiddenFromSight(input)) return [];
    const style = getComputedStyle(input);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const padding = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
    const excess = pen.measureText(input.placeholder).width - (input.clientWidth - padding);
    if (excess <= 1 || style.textOverflow === "ellipsis") return [];
    const detail = `its placeholder "${input.placeholder}" is ${excess.toFixed(1)} px too long`;
    return [{ rule: "clipped text", element: describeElement(input), detail }];
  });
}
