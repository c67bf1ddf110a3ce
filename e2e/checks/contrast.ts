// Text of AA contrast, measured by ourselves: where a link covers its whole row axe cannot tell the background.
import type { Page } from "@playwright/test";
import type { Finding } from "./finding.ts";
import { lookInPage } from "./in-page.ts";
import { describeElement, isHiddenFromSight, shownTexts, topLayer } from "./shown-texts.ts";

const using = [describeElement, isHiddenFromSight, shownTexts, topLayer];

export function findLowContrast(page: Page): Promise<Finding[]> {
  return lookInPage(page, lowContrasts, [...using, readColour, over, luminance, backgroundOf]);
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number];
declare global {
  interface Window {
    knownColours?: Map<string, Colour>;
  }
}

function lowContrasts(): Finding[] {
  const findings = new Map<string, Finding>();
  for (const { element, text } of shownTexts(topLayer())) {
    const isOff = element.closest(":disabled, [aria-disabled=true], [data-disabled]");
    const isSign = !/[\p{L}\p{N}]/u.test(text); // a dot between two facts says nothing
    if (isOff || isSign) continue;
    const style = getComputedStyle(element);
    const large =
      Number.parseFloat(style.fontSize) >= 24 ||
      (Number.parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    const behind = backgroundOf(element);
    const front = over(readColour(style.color), behind);
    const [a, b] = [luminance(front), luminance(behind)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio >= (large ? 3 : 4.5)) continue;
    const named = describeElement(element);
    const detail = `${ratio.toFixed(2)}:1, ${style.color} on rgb(${behind.slice(0, 3).join(" ")})`;
    findings.set(`${named}${detail}`, { rule: "contrast", element: named, detail });
  }
  return [...findings.values()];
}

/** Any CSS colour, as the screen gets it. Read once: every text asks for those of all boxes around it. */
function readColour(css: string): Colour {
  window.knownColours ??= new Map();
  const known = window.knownColours.get(css);
  if (known) return known;
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!pen) return [0, 0, 0, 1];
  pen.fillStyle = css;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
  const colour: Colour = [red, green, blue, alpha / 255];
  window.knownColours.set(css, colour);
  return colour;
}

function over(front: Colour, behind: Colour): Colour {
  const alpha = front[3];
  const mix = (a: number, b: number) => Math.round(a * alpha + b * (1 - alpha));
  return [mix(front[0], behind[0]), mix(front[1], behind[1]), mix(front[2], behind[2]), 1];
}

/** What is painted under the element's text by itself and what holds it. */
function backgroundOf(element: Element): Colour {
  const layers: Colour[] = [];
  for (let each: Element | null = element; each; each = each.parentElement) {
    const colour = readColour(getComputedStyle(each).backgroundColor);
    layers.push(colour);
    if (colour[3] === 1) break;
  }
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark";
  const paper: Colour = dark ? [18, 18, 18, 1] : [255, 255, 255, 1];
  return layers.reduceRight((behind, front) => over(front, behind), paper);
}

/** WCAG 2.2, "relative luminance". */
function luminance([red, green, blue]: Colour): number {
  const part = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
}
