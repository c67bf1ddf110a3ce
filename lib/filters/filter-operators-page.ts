// The docs page of what a filter may use, printed from the tables that rule it.

import { compileFilter } from "./compile-filter.ts";
import { envelopeFields } from "./filter-envelope.ts";
import { functions } from "./functions.ts";
import { formOperators, joiningOperators, operandKinds } from "./json-form/form-operators.ts";
import { methods } from "./methods.ts";
import { binaryOperators, logicalOperators, unaryOperators } from "./operators.ts";

type Row = readonly string[];

export function filterOperatorsPage(): string {
  return [
    "# What a filter may use",
    "",
    "Printed from the tables in `lib/filters`; a test keeps it true. [Filters](filters.md) says how they work together.",
    "",
    "## Operators, from the tightest to the loosest",
    "",
    ...table(["operator", "gives"], operatorRows()),
    "",
    "## Functions",
    "",
    ...table(["function", "gives", "example"], Object.entries(functions).map(callRow)),
    "",
    "## Methods",
    "",
    "Of a value that is no string (for `includes`: no string and no array) they give `undefined`.",
    "",
    ...table(["method", "gives", "example"], Object.entries(methods).map(callRow)),
    "",
    "## The envelope",
    "",
    envelopeFields.map((field) => `\`event.${field}\``).join(" · "),
    "",
    "## Operators of the JSON form",
    "",
    ...table(["operator", "takes", "example", "the same as an expression"], formRows()),
    "",
  ].join("\n");
}

function operatorRows(): Row[] {
  const unary = Object.entries(unaryOperators).map(
    ([operator, { meaning }]): Row => [code(`${operator}a`), meaning],
  );
  const binary = Object.entries({ ...binaryOperators, ...logicalOperators })
    .toSorted(([, a], [, b]) => b.precedence - a.precedence)
    .map(([operator, { meaning }]): Row => [code(`a ${operator} b`), meaning]);
  const conditional: Row = [code("a ? b : c"), "`b` if `a` counts as true, otherwise `c`"];
  return [...unary, ...binary, conditional];
}

function callRow([name, row]: [string, { example: string; meaning: string }]): Row {
  return [code(name), row.meaning, code(row.example)];
}

function formRows(): Row[] {
  const comparing = Object.entries(formOperators).map(
    ([name, { operand, example }]): Row => formRow(name, operandKinds[operand].name, example),
  );
  const joining = Object.entries(joiningOperators).map(
    ([name, { takes, example }]): Row => formRow(name, takes, example),
  );
  return [...comparing, ...joining];
}

function formRow(name: string, takes: string, example: string): Row {
  return [code(name), takes, code(example), code(expressionOf(example))];
}

function expressionOf(example: string): string {
  const compiled = compileFilter(example);
  if (compiled.ok) return compiled.filter.normalized;
  throw new Error(`${example}: ${compiled.error.message}`);
}

function table(head: Row, rows: readonly Row[]): string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

/** A bar in a cell would end it, also inside code. */
function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}
