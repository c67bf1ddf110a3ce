// Parts of a filter that read nothing of the event have their value before it comes.

import { compileNode } from "../compile-node.ts";
import { type FilterNode, isConstant, type LiteralNode } from "../filter-node.ts";

const nowhere = { type: "", source: "", subject: null, time: "", hop: 0, replay: false };

/** Undefined when it takes an event to know. */
export function constantTruth(node: FilterNode): boolean | undefined {
  return isConstant(node) ? Boolean(valueOfConstant(node)) : undefined;
}

/** `60 * 1000` as the literal it amounts to; undefined for what reads the event, and for what JSON has no literal for. */
export function asLiteral(node: FilterNode): LiteralNode | undefined {
  if (node.kind === "literal") return node;
  if (!isConstant(node)) return undefined;
  const value = valueOfConstant(node);
  const isPlain = typeof value === "string" || typeof value === "boolean" || value === null;
  return isPlain || isNumber(value) ? { kind: "literal", value } : undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && !Number.isNaN(value);
}

function valueOfConstant(node: FilterNode): unknown {
  return compileNode(node)(null, nowhere);
}
