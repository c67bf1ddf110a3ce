// Comparing with a literal is what most filters do: closures that decide on the type of the value
// first, and leave the rest to the table of operators.

import type { Evaluate } from "./evaluate.ts";
import type { FilterNode } from "./filter-node.ts";
import { type BinaryOperator, binaryOperators } from "./operators.ts";

type Compare<Value> = (read: Evaluate, literal: Value) => Evaluate;

const withAny: Partial<Record<BinaryOperator, Compare<string | number | boolean | null>>> = {
  "===": (read, literal) => (data, event) => read(data, event) === literal,
  "!==": (read, literal) => (data, event) => read(data, event) !== literal,
};

/** For values of the literal's own type, `==` is `===`. */
const withSameType: Partial<Record<BinaryOperator, Compare<string | number | boolean>>> = {
  "==": (read, literal) => {
    const { apply } = binaryOperators["=="];
    return (data, event) => {
      const value = read(data, event);
      return typeof value === typeof literal ? value === literal : apply(value, literal);
    };
  },
  "!=": (read, literal) => {
    const { apply } = binaryOperators["!="];
    return (data, event) => {
      const value = read(data, event);
      return typeof value === typeof literal ? value !== literal : apply(value, literal);
    };
  },
};

const withNumber: Partial<Record<BinaryOperator, Compare<number>>> = {
  "<": (read, literal) => (data, event) => {
    const value = read(data, event);
    return typeof value === "number" ? value < literal : binaryOperators["<"].apply(value, literal);
  },
  ">": (read, literal) => (data, event) => {
    const value = read(data, event);
    return typeof value === "number" ? value > literal : binaryOperators[">"].apply(value, literal);
  },
  "<=": (read, literal) => (data, event) => {
    const value = read(data, event);
    return typeof value === "number"
      ? value <= literal
      : binaryOperators["<="].apply(value, literal);
  },
  ">=": (read, literal) => (data, event) => {
    const value = read(data, event);
    return typeof value === "number"
      ? value >= literal
      : binaryOperators[">="].apply(value, literal);
  },
};

/** Undefined where the general way is as good. */
export function compareWithLiteral(
  operator: BinaryOperator,
  read: Evaluate,
  right: FilterNode,
): Evaluate | undefined {
  if (right.kind !== "literal") return undefined;
  const literal = right.value;
  const quick = withAny[operator]?.(read, literal);
  if (quick !== undefined || literal === null) return quick;
  const same = withSameType[operator]?.(read, literal);
  return same ?? (typeof literal === "number" ? withNumber[operator]?.(read, literal) : undefined);
}
