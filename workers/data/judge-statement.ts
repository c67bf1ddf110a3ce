// Whether a script's SQL may run at all: one statement of the allowed kinds, naming nothing that is closed.
// PostgreSQL's own parser reads it; a text that it refuses gets the parser's words.
import { hasSqlDetails, parseSync } from "libpg-query";
import { dataLimits } from "#lib/data/data-limits.ts";
import { schemaOf } from "#lib/data/tenant-logins.ts";
import { isClosedFunction, isClosedType } from "./closed-names.ts";

/** Null when it may, else what is wrong, for the script's author. */
export function judgeStatement(text: string, tenantId: string): string | null {
  const tree = parse(text);
  if (typeof tree === "string") return tree;
  const [only, ...more] = tree.stmts ?? [];
  if (!only || more.length > 0) return "sdk.db runs one statement at a time";
  return judgeTree(only, schemaOf(tenantId));
}

type Tree = { stmts?: object[] };

function parse(text: string): Tree | string {
  if (text.length > dataLimits.sqlChars) {
    return `the statement is longer than ${dataLimits.sqlChars} characters; pass values as parameters`;
  }
  if (text.includes("\0")) return "the statement holds a NUL character";
  if (text.trim() === "") return "the statement is empty";
  try {
    return parseSync(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const position = hasSqlDetails(error) ? error.sqlDetails?.cursorPosition : undefined;
    return position === undefined ? error.message : `${error.message} (character ${position + 1})`;
  }
}

const statements = ["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "WITH"].join(", ");
const openStatements = new Set([
  "SelectStmt",
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
  "MergeStmt",
  "RawStmt",
]);

/** Without recursion: a text of ten thousand characters can be nested thousands of levels deep. */
function judgeTree(tree: object, schema: string): string | null {
  const open: object[] = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const [kind, value] of Object.entries(node)) {
      if (typeof value !== "object" || value === null) continue;
      const problem = judgeNode(kind, value, schema);
      if (problem) return problem;
      open.push(value);
    }
  }
  return null;
}

function judgeNode(kind: string, node: object, schema: string): string | null {
  if (/^[A-Z].*Stmt$/.test(kind) && !openStatements.has(kind)) {
    return `only ${statements} can be run by sdk.db`;
  }
  switch (kind) {
    case "intoClause":
      return "SELECT INTO makes a table; sdk.db makes none";
    case "RangeVar":
    case "relation":
      return judgeRelation(node, schema);
    case "FuncCall":
      return judgeFunction(namesOf(node, "funcname"), schema);
    case "TypeName":
    case "typeName":
      return judgeType(namesOf(node, "names"), schema);
    default:
      return null;
  }
}

function judgeRelation(node: object, schema: string): string | null {
  const { schemaname, relname = "", catalogname } = node as Record<string, string | undefined>;
  const isOwn = schemaname === undefined ? !relname.startsWith("pg_") : schemaname === schema;
  if (catalogname === undefined && (isOwn || schemaname === "information_schema")) return null;
  return `${show(schemaname, relname)} is not one of this tenant's tables`;
}

function judgeFunction(names: readonly string[], schema: string): string | null {
  const name = names.at(-1) ?? "";
  const [from] = names.length > 1 ? names : [undefined];
  const isOpen =
    from === schema ||
    (from === "scriptbus" && name === "emit_event") ||
    ((from === undefined || from === "pg_catalog") && !isClosedFunction(name));
  return isOpen && names.length <= 2
    ? null
    : `the function ${show(from, name)} is closed to scripts`;
}

function judgeType(names: readonly string[], schema: string): string | null {
  const name = names.at(-1) ?? "";
  const [from] = names.length > 1 ? names : [undefined];
  const isOwn = from === schema;
  const isOpen = isOwn || ((from === undefined || from === "pg_catalog") && !isClosedType(name));
  return isOpen && names.length <= 2 ? null : `the type ${show(from, name)} is closed to scripts`;
}

function namesOf(node: object, key: "funcname" | "names"): string[] {
  const list = (node as Record<string, { String?: { sval?: string } }[] | undefined>)[key] ?? [];
  return list.map(({ String: text }) => text?.sval ?? "");
}

function show(from: string | undefined, name: string): string {
  return (from === undefined ? name : `${from}.${name}`).slice(0, 140);
}
