// Characters that change how a line looks without being seen: shown, so code never reads other than it runs.
import type { CodePiece } from "#components/ui/code-highlight.ts";

/** All but the tab and the joiners that emoji and Indic scripts are written with. */
const invisible = /((?![\t\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029])/u;

export type ShownPiece = CodePiece & { codePoint?: string };

/** Pieces of a line with each invisible character on its own, as `U+202E`. */
export function showControls(piece: CodePiece): ShownPiece[] {
  if (!invisible.test(piece.text)) return [piece];
  return piece.text
    .split(invisible)
    .filter((text) => text !== "")
    .map((text) =>
      invisible.test(text) ? { ...piece, text, codePoint: codePointOf(text) } : { ...piece, text },
    );
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
