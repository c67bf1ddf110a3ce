// Holds the limits on nodes and depth, whichever form a filter was written in.

import { RefusedFilter } from "./filter-error.ts";
import { childrenOf, type FilterNode } from "./filter-node.ts";
import { maxDepth, maxNodes } from "./limits.ts";

type Place = { start: number; end: number };

const splitIt =
  "Split it into several subscriptions, or do the rest of the filtering in the script";

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
