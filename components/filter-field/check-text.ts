// A verdict about the text of a filter as the field in the browser uses it.
import type { FilterVerdict } from "#lib/filters/check-filter.ts";
import { childrenOf, type FilterNode } from "#lib/filters/filter-node.ts";
import { maxLength } from "#lib/filters/limits.ts";
import { parseFilter } from "#lib/filters/parse-filter.ts";
import type { CheckedFilter } from "./checked-filter.ts";
import { faultRange } from "./fault-range.ts";
import { filterForm } from "./filter-form.ts";
import { writeJson } from "./write-json.ts";

/** A null verdict is that of a filter that was left out. */
export function checkText(source: string, verdict: FilterVerdict | null): CheckedFilter {
  const none = { source, fault: null, expression: null, json: null, notJson: null };
  if (verdict?.error) return { ...none, fault: faultRange(source, verdict.error) };
  if (!verdict?.valid) return none;
  if (filterForm(source) === "json") {
    return { ...none, expression: verdict.normalized ?? null, json: source };
  }
  const json = writeForm(verdict.form);
  return { ...none, expression: source, json, notJson: json === null ? whyNot(source) : null };
}

/** Laid out for people as long as that does not make it too long. */
function writeForm(form: FilterVerdict["form"]): string | null {
  if (!form) return null;
  const laidOut = writeJson(form);
  return laidOut.length <= maxLength ? laidOut : JSON.stringify(form);
}

function whyNot(source: string): string {
  const parsed = parseFilter(source);
  if (parsed.ok && has(parsed.node, isLoose)) {
    return "JSON compares strictly: write `===` or `!==`, and it can be written as JSON.";
  }
  if (parsed.ok && has(parsed.node, ({ kind }) => kind === "event")) {
    return "JSON filters look at the payload only, not at `event`.";
  }
  return "JSON filters compare one path with a value; this one does more.";
}

function isLoose(node: FilterNode): boolean {
  return node.kind === "binary" && (node.operator === "==" || node.operator === "!=");
}

function has(node: FilterNode, is: (node: FilterNode) => boolean): boolean {
  return is(node) || childrenOf(node).some((child) => has(child, is));
}
