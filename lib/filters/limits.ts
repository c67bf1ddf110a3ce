// How large a filter may be, whichever form it is written in.

import { RefusedFilter } from "./filter-error.ts";
import { childrenOf, type FilterNode } from "./filter-node.ts";

type Place = { start: number; end: number };

/** In UTF-16 units of the text as it is stored. */
export const maxLength = 1024;
/** A path or a literal is one node, an operator or a call one more; `a && b && c` has five. */
export const maxNodes = 64;
/** A path has depth 1; a chain of the same `&&` or `||` is one level. */
export const maxDepth = 16;
/** More than `maxDepth` levels of nodes need, with room for spare ones; keeps the parsers' recursion shallow. */
export const maxBrackets = 64;

/** Of one filter; alternatives can stand in one pattern, joined by `|`. */
export const maxPatterns = 4;
/** Of the program that one pattern becomes. */
export const maxInstructions = 500;
/** Characters × instructions of one test of a pattern, about 40 ms at worst. A longer text gives undefined. */
export const maxSteps = 1_000_000;

const splitIt = "Split it into several subscriptions, or filter further in the script";

/** Refuses the first node, in the order of the text, that is one too many or too deep; `origins` say where each stands. */
export function refuseExcess(root: FilterNode, origins: ReadonlyMap<FilterNode, Place>): void {
  let nodes = 0;
  const visit = (node: FilterNode, depth: number, around: Place): void => {
    const { start, end } = origins.get(node) ?? around;
    const refuse = (message: string): never => {
      throw new RefusedFilter({ message, start, end, hint: splitIt });
    };
    nodes += node.kind === "logical" ? node.terms.length - 1 : 1;
    if (depth > maxDepth) refuse(`Nested more than ${maxDepth} levels deep`);
    if (nodes > maxNodes) refuse(`More than ${maxNodes} parts`);
    for (const child of childrenOf(node)) visit(child, depth + 1, { start, end });
  };
  visit(root, 1, { start: 0, end: 0 });
}
