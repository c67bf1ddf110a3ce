// What the converters of the parser share: the way down to child expressions, and saying no.

import type { Expression, Node, Super } from "acorn";
import { RefusedFilter } from "./filter-error.ts";
import type { FilterNode } from "./filter-node.ts";
import { adviceOn } from "./hints.ts";

export type Scope = {
  source: string;
  convert(child: Expression): FilterNode;
  /** To be called before a pattern is compiled: refuses one too many. */
  countPattern(node: Node): void;
};

export function refuse(node: Node, message: string, hint: string): never {
  throw new RefusedFilter({ message, start: node.start, end: node.end, hint });
}

/** Refuses what parses as JavaScript and is not on the allow-list. */
export function refuseSyntax(node: Node): never {
  const { message, hint } = adviceOn(node.type);
  return refuse(node, message, hint);
}

export function textOf(node: Node, scope: Scope): string {
  return scope.source.slice(node.start, node.end);
}

/** Parentheses and the frame of a `?.` chain mean nothing here: every access is null-safe. */
export function unwrap(node: Expression): Expression;
export function unwrap(node: Expression | Super): Expression | Super;
export function unwrap(node: Expression | Super): Expression | Super {
  let inner = node;
  while (inner.type === "ParenthesizedExpression" || inner.type === "ChainExpression") {
    inner = inner.expression;
  }
  return inner;
}
