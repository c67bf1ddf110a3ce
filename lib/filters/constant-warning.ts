// What to tell a person whose filter no event has a say in. Such a filter is valid; seldom is it meant.

import type { CompiledFilter } from "./compile-filter.ts";
import { constantTruth } from "./matcher/constants.ts";

/** Undefined for what reads the event, and for `{}`: that asks for nothing on purpose. */
export function warnOfConstant({ node, source }: CompiledFilter): string | undefined {
  const truth = constantTruth(node);
  if (truth === undefined || /^\s*\{\s*\}\s*$/.test(source)) return undefined;
  return `The filter reads nothing of the event: it is true for ${truth ? "every one" : "none"}.`;
}
