// What axe finds: WCAG 2.2 AA and the practices beyond it that are rules here.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Finding } from "./finding.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function findAxeViolations(page: Page): Promise<Finding[]> {
  // Without frames nothing has to be gathered in a second page.
  const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary = "" }) => ({
      rule: `axe ${id}`,
      element: `${target.join(" ")} ${html.slice(0, 160)}`,
      detail: failureSummary.replace(/\s*\n\s*/g, " "),
    })),
  );
}
