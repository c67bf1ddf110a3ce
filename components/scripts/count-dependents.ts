// Queued deliveries and open letters of a script are counted up to a bound: beyond it they are "more than".
import { formatNumber, formatPlural } from "#components/ui/format.ts";
import { countedDependents } from "#lib/scripts/script-activity.ts";

/** "1 queued delivery", "More than 1,000 queued deliveries". */
export function countDependents(count: number, one: string, many: string): string {
  if (count > countedDependents) return `More than ${formatNumber(countedDependents)} ${many}`;
  return formatPlural(count, one, many);
}
