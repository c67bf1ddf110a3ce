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

/**
 * What holds in every theme. `quick` leaves the colours to our own measure alone: axe takes as long for that one rule
 * as for all others, and finds the same in every width.
 */
export async function findFaults(
  page: Page,
  incidents: Incidents,
  { quick }: { quick: boolean },
): Promise<Finding[]> {
  return [
    ...incidents.all(),
    ...(await findLayoutShifts(page)),
    ...(await findPageOverflow(page)),
    ...(await findClippedText(page)),
    ...(await findCoveredText(page)),
    ...(await findHeadingFaults(page)),
    ...(await findAxeViolations(page, quick ? ["color-contrast"] : [])),
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
