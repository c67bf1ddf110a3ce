// What the server found out about the text of a filter, beside the words it draws: with it the field in the browser
// marks the fault and switches between the two forms. It travels as an attribute of the verdict.
import type { FaultRange } from "./fault-range.ts";

export type CheckedFilter = {
  /** The text it is about. */
  source: string;
  fault: FaultRange | null;
  /** The same filter in both forms; null where it cannot be written so. */
  expression: string | null;
  json: string | null;
  /** Why a valid filter cannot be written as JSON, in words. */
  notJson: string | null;
};

/** Undefined where no verdict is drawn. */
export function readCheckedFilter(root: ParentNode): CheckedFilter | undefined {
  const text = root.querySelector("[data-checked]")?.getAttribute("data-checked");
  return text ? (JSON.parse(text) as CheckedFilter) : undefined; // written by FilterVerdict
}
