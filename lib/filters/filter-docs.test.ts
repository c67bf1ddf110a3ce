// What docs/filters.md says is what filters do: its examples are evaluated, its errors are provoked.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { envelopeFields } from "./filter-envelope.ts";
import { filterOperatorsPage } from "./filter-operators-page.ts";
import { printForm } from "./json-form/print-form.ts";
import { maxDepth, maxInstructions, maxLength, maxNodes, maxPatterns, maxSteps } from "./limits.ts";
import { compiled, evaluated, isMatch, refusalOf } from "./testing/compile.ts";

const page = readFileSync(new URL("../../docs/filters.md", import.meta.url), "utf8");

/** The fenced blocks of a language, each as its text. */
function blocksOf(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, text = ""]) => text,
  );
}

/** The rows of the table whose head begins with these cells, without their code marks. */
function rowsOf(...head: string[]): string[][] {
  const start = page.indexOf(`| ${head.join(" | ")} |`);
  if (start < 0) throw new Error(`docs/filters.md has no table of ${head.join(", ")}`);
  const [, , ...rows] = page.slice(start).split("\n\n", 1)[0]?.split("\n") ?? [];
  return rows.map((row) =>
    row
      .slice(2, -2)
      .split(" | ")
      .map((cell) => cell.replace(/^`(.*)`$/, "$1").replaceAll("\\|", "|")),
  );
}

const [payloadText = ""] = blocksOf("json");
const payload: unknown = JSON.parse(payloadText);

describe("examples of values", () => {
  const lines = blocksOf("js")
    .flatMap((block) => block.trim().split("\n"))
    .map((line) => line.split(/\s+\/\/ /));
  test.each(lines)("%s is %s", (source, value = "") => {
    const wanted: unknown = value === "undefined" ? undefined : JSON.parse(value);
    expect(evaluated(source ?? "", payload)).toEqual(wanted);
  });

  test("there are some", () => expect(lines.length).toBeGreaterThan(20));
});

test.each(rowsOf("JSON form", "expression"))("%s is %s", (form, expression = "") => {
  const { normalized, node } = compiled(form ?? "");
  expect(normalized).toBe(compiled(expression).normalized);
  expect(printForm(node)).toBeDefined();
  expect(isMatch(form ?? "", payload)).toBe(isMatch(expression, payload));
});

test.each(rowsOf("filter", "answer"))("%s is answered %s", (source, answer) => {
  const { line, column, message, hint } = refusalOf(source ?? "");
  expect(`${line}:${column} ${message}. ${hint}`).toBe(answer);
});

test("the grammar names the fields of the envelope, read with a dot or in brackets", () => {
  const [, listed = ""] = /^field +=(.*);$/m.exec(page) ?? [];
  const fields = [...listed.matchAll(/"(\w+)"/g)].map(([, field]) => field);
  expect(fields).toEqual(envelopeFields);
  for (const field of envelopeFields) {
    for (const access of [`?.${field}`, `["${field}"]`, `?.["${field}"]`]) {
      expect(compiled(`event${access}`).normalized).toBe(`event.${field}`);
    }
  }
});

test("the limits are those of the code", () => {
  const limits = rowsOf("limit", "value").map(([, value = ""]) => value.split(/[ ;]/)[0]);
  const known = [maxLength, maxNodes, maxDepth, maxPatterns, maxInstructions, maxSteps];
  expect(limits).toEqual(known.map((limit) => limit.toLocaleString("en")));
});

test("the page of operators is what the tables say", async () => {
  await expect(filterOperatorsPage()).toMatchFileSnapshot(
    "../../docs/filter-operators.generated.md",
  );
});
