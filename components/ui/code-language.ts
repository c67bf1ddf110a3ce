// The languages the code components know, and their parsers. Nothing here touches a document or a browser.
import { parser } from "@lezer/javascript";

export type CodeLanguage = "typescript" | "javascript" | "json" | "text";

/** JSON is read as one JavaScript expression: the same parser, so it indents, folds and colours alike. */
const parsers = {
  typescript: parser.configure({ dialect: "ts" }),
  javascript: parser.configure({ dialect: "jsx" }),
  json: parser.configure({ top: "SingleExpression" }),
};

/** What people write takes a fraction of it; what is made to be slow (`/[/[/[…`) would take minutes. */
const patienceMs = 500;

/** The syntax tree of a source, or null when it is not worth its time. */
export function parseWithin(source: string, language: Exclude<CodeLanguage, "text">) {
  const parse = parsers[language].startParse(source);
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const tree = parse.advance();
    if (tree) return tree;
  }
  return null;
}
