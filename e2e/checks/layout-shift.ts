// Nothing on a page moves by itself. Counted from the navigation on, without what a person's own input moves.
import type { Page } from "@playwright/test";
import type { Finding } from "./finding.ts";
import { runBeforePages } from "./in-page.ts";
import { describeElement } from "./shown-texts.ts";

const mostLayoutShift = 0.05;

type Shift = { value: number; moved: string[] };
declare global {
  interface Window {
    seenShifts?: Shift[];
    gatherShifts?: () => void;
  }
}
type LayoutShift = PerformanceEntry & {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
};

/** To be called before the page is opened. */
export function watchLayoutShifts(page: Page): Promise<void> {
  return runBeforePages(page, observeShifts, [describeElement]);
}

export async function findLayoutShifts(page: Page): Promise<Finding[]> {
  const shifts = await page.evaluate(() => {
    window.gatherShifts?.();
    return window.seenShifts ?? null;
  });
  if (!shifts) throw new Error("Nobody watched the layout of this page.");
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  if (sum < mostLayoutShift) return [];
  const moved = [...new Set(shifts.flatMap((shift) => shift.moved))].slice(0, 6).join(" | ");
  return [{ rule: "layout shift", element: moved, detail: `${sum.toFixed(3)} in all` }];
}

function observeShifts(): void {
  const shifts: Shift[] = [];
  const keep = (entries: PerformanceEntry[]) => {
    for (const { value, hadRecentInput, sources } of entries as LayoutShift[]) {
      if (hadRecentInput) continue;
      const moved = sources.map(({ node, previousRect: from, currentRect: to }) => {
        const element = node instanceof Element ? node : node?.parentElement;
        const name = element ? describeElement(element) : "(gone)";
        const box = ({ x, y, width, height }: DOMRect) =>
          `${Math.round(x)},${Math.round(y)} ${Math.round(width)}×${Math.round(height)}`;
        return `${name} from ${box(from)} to ${box(to)}`;
      });
      shifts.push({ value, moved });
    }
  };
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  window.seenShifts = shifts;
  window.gatherShifts = () => keep(observer.takeRecords());
}
