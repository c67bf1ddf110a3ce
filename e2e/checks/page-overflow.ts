// No page is wider than its window.
import type { Page } from "@playwright/test";
import type { Finding } from "./finding.ts";
import { lookInPage } from "./in-page.ts";
import { describeElement } from "./shown-texts.ts";

export function findPageOverflow(page: Page): Promise<Finding[]> {
  return lookInPage(page, pageOverflow, [describeElement]);
}

/** Names the innermost elements that reach beyond the window. */
function pageOverflow(): Finding[] {
  const root = document.documentElement;
  const seen = root.clientWidth;
  const excess = Math.max(root.scrollWidth, document.body.scrollWidth) - seen;
  if (excess <= 0) return [];
  const reaches = (each: Element) => each.getBoundingClientRect().right > seen + 1;
  const outermost = [...document.body.querySelectorAll("*")].filter(
    (each) => reaches(each) && ![...each.children].some(reaches),
  );
  const detail = `the page is ${excess} px wider than its window of ${seen} px`;
  const named = outermost.slice(0, 5).map(describeElement);
  return [{ rule: "page overflow", element: named.join(" | ") || "html", detail }];
}
