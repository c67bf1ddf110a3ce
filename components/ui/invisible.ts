// Characters that change how a text reads without being seen: one list for code, JSON, logs and errors.

/** All but line breaks, the tab, and the joiners that emoji and Indic scripts are written with. */
export const invisible = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Each as its escape, as it stands in a string literal of JSON and JavaScript. */
export function escapeInvisible(text: string): string {
  return text.replace(invisible, (character) => character.split("").map(escapeUnit).join(""));
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
