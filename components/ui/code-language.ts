// The languages the code components know, and their parsers. Nothing here touches a document or a browser.
import { parser } from "@lezer/javascript";

export type CodeLanguage = "typescript" | "javascript" | "json" | "text";

/** JSON is read as one JavaScript expression: the same parser, so it indents, folds and colours alike. */
const parsers = {
  typescript: parser.configure({ dialect: "ts" }),
  javascript: parser.configure({ dialect: "jsx" }),
  json: parser.configure({ top: "SingleExpression" }),
};

export function parserOf(language: Exclude<CodeLanguage, "text">) {
  return parsers[language];
}
