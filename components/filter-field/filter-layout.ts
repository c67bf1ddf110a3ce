// A stored filter as it is read: in a list as an expression, whatever form it has, and in the field as it would be typed.
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { maxLength } from "#lib/filters/limits.ts";
import { filterForm } from "./filter-form.ts";
import { writeJson } from "./write-json.ts";

/** JSON as the expression it stands for; an expression as it was written. */
export function readableFilter(filter: string): string {
  if (filterForm(filter) === "expression") return filter;
  const compiled = compileFilter(filter);
  return compiled.ok ? compiled.filter.normalized : filter;
}

/** JSON that came through the API has no layout of its own and gets one; anything else stays as it was typed. */
export function typedFilter(filter: string): string {
  if (filterForm(filter) === "expression") return filter;
  const value = parse(filter);
  if (value === undefined || JSON.stringify(value) !== filter) return filter;
  const laidOut = writeJson(value);
  return laidOut.length <= maxLength ? laidOut : filter;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
