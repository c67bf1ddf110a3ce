// Turns what an author wrote into the JavaScript the sandbox runs, or says where it is wrong.
// A script is the body of an async function: await and return stand at its top level, modules do not exist.
import { type Node, parse } from "acorn";
import { escapeRefusedText } from "#lib/scripts/escape-refused-text.ts";
import {
  modulesRefused,
  type PreparedSource,
  type SourceError,
} from "#lib/scripts/prepared-source.ts";
import { stripTypes } from "#lib/scripts/strip-types.ts";

export function prepareSource(
  source: string,
  language: "javascript" | "typescript",
): PreparedSource {
  const plain: PreparedSource =
    language === "typescript" ? stripTypes(source) : { ok: true, javascript: source };
  if (!plain.ok) return plain;
  const error = syntaxErrorIn(plain.javascript);
  if (error) return { ok: false, error };
  return { ok: true, javascript: escapeRefusedText(plain.javascript) };
}

function syntaxErrorIn(source: string): SourceError | null {
  try {
    const program = parse(source, {
      ecmaVersion: "latest",
      // Only so that import and export can be refused by name, and for strict mode; a script is no module.
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      allowReturnOutsideFunction: true,
      locations: true,
    });
    return moduleErrorIn(program);
  } catch (error) {
    return sourceErrorFrom(error);
  }
}

function sourceErrorFrom(error: unknown): SourceError {
  if (error instanceof SyntaxError && "loc" in error) {
    const { line, column } = error.loc as { line: number; column: number };
    return { message: error.message.replace(/ \(\d+:\d+\)$/, ""), line, column: column + 1 };
  }
  return { message: "The script is nested too deeply", line: 1, column: 1 };
}

const moduleNodes: ReadonlySet<string> = new Set([
  "ImportDeclaration",
  "ImportExpression",
  "ExportAllDeclaration",
  "ExportDefaultDeclaration",
  "ExportNamedDeclaration",
]);

/** Walks the tree without recursion, so that depth costs nothing. */
function moduleErrorIn(program: Node): SourceError | null {
  const waiting: unknown[] = [program];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null) continue;
    if (isNode(value) && isModuleNode(value)) return moduleError(value);
    waiting.push(...Object.values(value));
  }
  return null;
}

function isNode(value: object): value is Node {
  return "type" in value && "start" in value;
}

function isModuleNode(node: Node): boolean {
  if (moduleNodes.has(node.type)) return true;
  return (
    node.type === "MetaProperty" && (node as { meta?: { name?: string } }).meta?.name === "import"
  );
}

function moduleError(node: Node): SourceError {
  const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
  return { message: modulesRefused, line, column: column + 1 };
}
