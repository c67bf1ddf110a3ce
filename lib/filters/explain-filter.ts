// Why a filter matched an event, or did not: the value of each sub-expression, and the one that decided.

import { briefValue } from "./brief-value.ts";
import type { CompiledFilter } from "./compile-filter.ts";
import { evaluateNodes, type NodeValues } from "./evaluate-node.ts";
import type { Explained, Explanation } from "./explanation.ts";
import type { FilterEnvelope } from "./filter-envelope.ts";
import { type FilterNode, isConstant } from "./filter-node.ts";
import { layOut, type PrintedNode, textOf } from "./print-filter.ts";

/** `data` is plain JSON. Never throws; `matches` is what the filter's own `matches` says. */
export function explainFilter(
  { node, normalized }: CompiledFilter,
  data: unknown,
  event: FilterEnvelope,
): Explanation {
  const values = evaluateNodes(node, data, event);
  const decisive = decisiveNode(node, values);
  const all = explainAt(layOut(node), 0, { values, decisive });
  const decided = find(all, ({ decided }) => decided) ?? all;
  const { text, start, end, value } = decided;
  return {
    matches: Boolean(values.get(node)),
    filter: normalized,
    root: all,
    decidedBy: { text, start, end, value: value ?? "undefined" },
  };
}

/** Follows the truth inwards, as far as one sub-expression alone made it what it is. */
function decisiveNode(node: FilterNode, values: NodeValues): FilterNode {
  const inner = isConstant(node) ? undefined : innerDecision(node, values);
  return inner === undefined ? node : decisiveNode(inner, values);
}

function innerDecision(node: FilterNode, values: NodeValues): FilterNode | undefined {
  if (node.kind === "unary" && node.operator === "!") return node.operand;
  if (node.kind === "conditional") {
    const taken = values.get(node.test) ? node.yes : node.no;
    return isConstant(taken) ? node.test : taken;
  }
  if (node.kind !== "logical") return undefined;
  const breaking = node.operator === "||";
  return node.terms.find((term) => values.has(term) && Boolean(values.get(term)) === breaking);
}

type Look = { values: NodeValues; decisive: FilterNode };

function explainAt(printed: PrintedNode, start: number, look: Look): Explained {
  const { node, parts } = printed;
  const text = textOf(printed);
  const children: Explained[] = [];
  let at = start;
  for (const part of parts) {
    const length = (typeof part === "string" ? part : textOf(part)).length;
    if (typeof part !== "string" && isTold(part.node, look))
      children.push(explainAt(part, at, look));
    at += length;
  }
  const value = look.values.has(node) ? briefValue(look.values.get(node)) : null;
  return { text, start, end: at, value, children, decided: node === look.decisive };
}

/** A constant's value is its text: it is told only where it decided. */
function isTold(node: FilterNode, { decisive }: Look): boolean {
  return node === decisive || !isConstant(node);
}

function find(root: Explained, wanted: (one: Explained) => boolean): Explained | undefined {
  if (wanted(root)) return root;
  for (const child of root.children) {
    const found = find(child, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
