// How large a filter may be, whichever form it is written in.

import { childrenOf, type FilterNode } from "./filter-node.ts";

/** In UTF-16 units of the text as it is stored. */
export const maxLength = 1024;
/** A path or a literal is one node, an operator or a call one more; `a && b && c` has five. */
export const maxNodes = 64;
/** A path has depth 1; a chain of the same `&&` or `||` is one level. */
export const maxDepth = 16;
/** More than `maxDepth` levels of nodes need, with room for spare ones; keeps the parsers' recursion shallow. */
export const maxBrackets = 64;

export const tooManyNodes = `More than ${maxNodes} parts`;
export const tooDeep = `Nested more than ${maxDepth} levels deep`;
export const splitIt = "Split it into several subscriptions, or filter further in the script";

/** `trail` leads from the root to the first node, in the order of the text, that is one too many or too deep. */
type Excess = { trail: readonly FilterNode[]; message: string };

export function findExcess(root: FilterNode): Excess | undefined {
  let nodes = 0;
  const visit = (trail: readonly FilterNode[], node: FilterNode): Excess | undefined => {
    nodes += node.kind === "logical" ? node.terms.length - 1 : 1;
    if (trail.length > maxDepth) return { trail, message: tooDeep };
    if (nodes > maxNodes) return { trail, message: tooManyNodes };
    for (const child of childrenOf(node)) {
      const excess = visit([...trail, child], child);
      if (excess !== undefined) return excess;
    }
    return undefined;
  };
  return visit([root], root);
}
