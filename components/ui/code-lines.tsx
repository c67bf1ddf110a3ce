// Coloured lines of source with their numbers: the drawing that the viewer, the diff and the editor's
// first paint share. Server-renderable; no scrolling and no border of its own.
import { showControls } from "#components/ui/code-controls.ts";
import type { CodeLine } from "#components/ui/code-highlight.ts";

/** Every row of code is 20 px, in the editor, too: what replaces what must not move. */
export const codeRow = "flex min-h-5 leading-5";
export const codeText = "block whitespace-pre pr-4 [tab-size:2] [unicode-bidi:isolate]";
export const codeNumber =
  "sticky left-0 z-[1] shrink-0 select-none pr-3 pl-3 text-right text-faint tabular-nums";

export function CodePieces({ line }: { line: CodeLine }) {
  return line.flatMap(showControls).map((piece, index) => {
    const key = `${index}`;
    if (piece.codePoint) {
      return (
        <span key={key} className="text-red" title={`Invisible character ${piece.codePoint}`}>
          {piece.text}
        </span>
      );
    }
    return piece.className ? (
      <span key={key} className={piece.className}>
        {piece.text}
      </span>
    ) : (
      piece.text
    );
  });
}

/** Width of the number column, for sources of so many lines. */
export function numberWidth(lineCount: number): string {
  return `${Math.max(2, String(lineCount).length) + 3}ch`;
}
