// All that has to be true of a page, whatever it shows.
import type { Page } from "@playwright/test";
import { findAxeViolations } from "./accessibility.ts";
import { findClippedText } from "./clipped-text.ts";
import { findLowContrast } from "./contrast.ts";
import { findCoveredText } from "./covered-text.ts";
import type { Finding } from "./finding.ts";
import type { Incidents } from "./incidents.ts";
import { findHeadingFaults, findHiddenFocus, findSkipLinkFaults } from "./keyboard.ts";
import { findLayoutShifts } from "./layout-shift.ts";
import { findPageOverflow } from "./page-overflow.ts";

/** What holds in every theme. The page stays as it is, but for its focus and its scroll. */
export async function findFaults(page: Page, incidents: Incidents): Promise<Finding[]> {
  return [
    ...incidents.all(),
    ...(await findLayoutShifts(page)),
    ...(await findPageOverflow(page)),
    ...(await findClippedText(page)),
    ...(await findCoveredText(page)),
    ...(await findHeadingFaults(page)),
    ...(await findAxeViolations(page)),
    ...(await findLowContrast(page)),
  ];
}

/** What depends on the colours alone. */
export function findColourFaults(page: Page): Promise<Finding[]> {
  return findLowContrast(page);
}

export async function findKeyboardFaults(page: Page): Promise<Finding[]> {
  return [...(await findHiddenFocus(page)), ...(await findSkipLinkFaults(page))];
}
