// What axe finds: WCAG 2.2 AA and the practices beyond it that are rules here.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Finding } from "./finding.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** They hold no focus: what comes to them is handed on at once, round the end of what floats. */
const focusGuards = "[data-base-ui-focus-guard]";

/** `except`: rules that somebody else sees to. */
export async function findAxeViolations(
  page: Page,
  except: readonly string[] = [],
): Promise<Finding[]> {
  // A menu floats over the landmarks while it is open.
  const isMenuOpen = (await page.getByRole("menu").count()) > 0;
  const { violations } = await new AxeBuilder({ page })
    .withTags(tags)
    .disableRules([...except, ...(isMenuOpen ? ["region"] : [])])
    .exclude(focusGuards)
    .setLegacyMode() // without frames nothing has to be gathered in a second page
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary = "" }) => ({
      rule: `axe ${id}`,
      element: `${target.join(" ")} ${html.slice(0, 160)}`,
      detail: failureSummary.replace(/\s*\n\s*/g, " "),
    })),
  );
}
