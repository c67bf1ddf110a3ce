// Characters that change how a line looks without being seen: shown, so code never reads other than it runs.
import type { CodePiece } from "#components/ui/code-highlight.ts";
import { invisible } from "#components/ui/invisible.ts";

/** What stands for one of them. */
const stand = "•";

/** More than a mistake or a trick needs: such a piece shows them without naming each. */
const maxNamed = 100;

export type ShownPiece = CodePiece & { codePoint?: string };

/** Pieces of a line with each invisible character on its own, as `U+202E`. */
export function showControls(piece: CodePiece): ShownPiece[] {
  const found = piece.text.match(invisible);
  if (!found) return [piece];
  if (found.length > maxNamed) return [{ ...piece, text: withStandIns(piece.text) }];
  const between = piece.text.split(invisible);
  return between.flatMap((text, index) => {
    const control = found[index];
    const shown = text === "" ? [] : [{ ...piece, text }];
    return control ? [...shown, { ...piece, text: stand, codePoint: codePointOf(control) }] : shown;
  });
}

/** For text that is shown in one piece; line breaks are none of its business. */
export function withStandIns(line: string): string {
  return line.replace(invisible, stand);
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
