// What a name in a filter's JSON form may be: a path that events of the type have, or an operator. Pure.
import { formOperators, joiningOperators } from "#lib/filters/json-form/form-operators.ts";
import type { ObservedPath } from "#lib/filters/observe-paths.ts";
import { type FilterChoice, type FilterChoices, openQuote } from "./filter-completions.ts";

/** The likeliest first: behind a field's name its operators. Null where no name is being written. */
export function completeName(before: string, paths: readonly ObservedPath[]): FilterChoices | null {
  const open = openQuote(before);
  if (open === null || !isName(before.slice(0, open))) return null;
  const seen = paths.flatMap(({ path, kinds, sample }): FilterChoice[] => {
    const label = dotted(path);
    return label === null ? [] : [{ label, kind: kinds.join(" or "), sample: sample ?? undefined }];
  });
  const isInField = /"(?!\$)[^"\\]+"\s*:\s*\{[^{}]*$/.test(before.slice(0, open));
  const choices = isInField ? [...operators, ...seen] : [...seen, ...operators];
  return { from: open + 1, choices };
}

const operators: readonly FilterChoice[] = [
  ...Object.keys(formOperators),
  ...Object.keys(joiningOperators),
].map((label) => ({ label, kind: "operator" }));

/** In an object, and not behind a colon. */
function isName(before: string): boolean {
  const outside = before.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
  let left = outside;
  for (let inner = ""; inner !== left; ) {
    inner = left;
    left = inner.replaceAll(/\{[^{}[\]]*\}|\[[^{}[\]]*\]/g, "");
  }
  const opened = Math.max(left.lastIndexOf("{"), left.lastIndexOf("["));
  return left[opened] === "{" && /[{,]\s*$/.test(outside);
}

/** `$.items[0].sku` as `items.0.sku`; null for the payload itself and for names that hold a dot or a quote. */
function dotted(path: string): string | null {
  const name = path
    .slice(1)
    .replaceAll(/\["([^".\\]+)"\]|\[(\d+)\]/g, (_, key, index) => `.${key ?? index}`);
  return /^\.[^[\]"]+$/.test(name) ? name.slice(1) : null;
}
