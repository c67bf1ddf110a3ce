import { describe, expect, it } from "vitest";
import { prepareSource } from "#lib/scripts/prepare-source.ts";

function javascriptOf(source: string, language: "javascript" | "typescript"): string {
  const prepared = prepareSource(source, language);
  if (!prepared.ok) throw new Error(prepared.error.message);
  return prepared.javascript;
}

function errorOf(source: string, language: "javascript" | "typescript") {
  const prepared = prepareSource(source, language);
  return prepared.ok ? null : prepared.error;
}

describe("prepareSource", () => {
  it("accepts await and return at the top level", () => {
    const source = "const a = await 1;\nif (a) return 2;";
    expect(javascriptOf(source, "javascript")).toBe(source);
  });

  it("takes types out and leaves every line and column", () => {
    const source = "const a: number = 1;\nreturn a as unknown";
    expect(javascriptOf(source, "typescript")).toBe("const a         = 1;\nreturn a           ");
  });

  it("accepts an empty script", () => {
    expect(javascriptOf("", "javascript")).toBe("");
    expect(javascriptOf("", "typescript")).toBe("");
  });

  it.each([
    ["enum A { B }", 1, 1, /TypeScript enum/],
    ["let q;\n  namespace N { export const x = 1 }", 2, 3, /TypeScript namespace/],
    ["class A { constructor(private x: number) {} }", 1, 31, /parameter property/],
    ["\nimport x from 'y'", 2, 1, /cannot import/],
    ["const a: = 1", 1, 10, /Unexpected token/],
  ])("refuses TypeScript that needs more than stripping: %s", (source, line, column, message) => {
    expect(errorOf(source, "typescript")).toEqual({
      message: expect.stringMatching(message),
      line,
      column,
    });
  });

  it.each([
    ["const = 1", 1, 7],
    ["return 1;\n}); evil(); (async () => {", 2, 1],
    ["let x = 1;\nlet x = 2;", 2, 5],
    ["\n  import('fs')", 2, 3],
    ["import a from 'a'", 1, 1],
    ["export const a = 1", 1, 1],
    ["return import.meta", 1, 8],
  ])("says where JavaScript is wrong: %s", (source, line, column) => {
    expect(errorOf(source, "javascript")).toMatchObject({ line, column });
  });

  it("survives code nested a hundred thousand levels deep", () => {
    expect(errorOf(`return ${"(".repeat(100_000)}`, "javascript")).not.toBeNull();
    expect(
      errorOf(`return ${"[".repeat(100_000)}${"]".repeat(100_000)}`, "javascript"),
    ).not.toBeNull();
  });

  it("rewrites text that the sandbox would take for an import or an HTML comment", () => {
    const source =
      'let n = 2; while (n --> 0); return "import (a) <!-- b -->" + /-->/.test("-->") // import(x)';
    const prepared = javascriptOf(source, "javascript");
    expect(prepared).not.toMatch(/import\s*\(|<!--|-->/);
    expect(new Function(prepared)()).toBe("import (a) <!-- b -->true");
  });
});
