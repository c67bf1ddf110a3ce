// Source text to coloured pieces, line by line. Pure: the same answer on the server and in the browser.
import { highlightCode } from "@lezer/highlight";
import { codeColours, propertyClass, stringClass } from "#components/ui/code-colours.ts";
import { type CodeLanguage, parseWithin } from "#components/ui/code-language.ts";

/** `className` is "" for plain text. */
export type CodePiece = { text: string; className: string };
export type CodeLine = readonly CodePiece[];

/** Longer sources stay plain: colouring them costs more than it tells. */
export const maxHighlightedLength = 256 * 1024;

export function splitLines(source: string): string[] {
  return source.split(/\r\n|\r|\n/);
}

export function highlightLines(source: string, language: CodeLanguage): CodeLine[] {
  const lines = splitLines(source);
  const plain = () => lines.map((text) => (text === "" ? [] : [{ text, className: "" }]));
  if (language === "text" || source.length > maxHighlightedLength) return plain();
  const text = lines.join("\n");
  const tree = parseWithin(text, language);
  if (!tree) return plain();
  return language === "json" ? colour(text, tree, jsonKeyAsProperty) : colour(text, tree);
}

type Tree = NonNullable<ReturnType<typeof parseWithin>>;
type Recolour = (className: string, rest: (length: number) => string) => string;

function colour(text: string, tree: Tree, recolour?: Recolour): CodeLine[] {
  const lines: CodePiece[][] = [[]];
  let end = 0;
  highlightCode(
    text,
    tree,
    codeColours,
    (piece, className) => {
      end += piece.length;
      const rest = (length: number) => text.slice(end, end + length);
      lines.at(-1)?.push({ text: piece, className: recolour?.(className, rest) ?? className });
    },
    () => {
      end += 1;
      lines.push([]);
    },
  );
  return lines;
}

/** A JSON string before a colon is a name, not a value; the grammar calls both a string. */
const jsonKeyAsProperty: Recolour = (className, rest) =>
  className === stringClass && /^\s*:/.test(rest(16)) ? propertyClass : className;
