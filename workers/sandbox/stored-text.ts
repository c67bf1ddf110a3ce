// Makes what a guest wrote fit for storage: Postgres holds neither U+0000 nor lone surrogates.

const oddCharacters = /\0/g;
// An even number of backslashes before the escape: an escaped backslash is not its beginning.
const oddEscapes = /(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})/g;

/** A plain string. */
export function storedText(text: string): string {
  return text.replace(oddCharacters, "\ufffd").toWellFormed();
}

/** JSON text as JSON.stringify writes it, where only a lone surrogate is escaped. */
export function storedJson(json: string): string {
  return json.includes("\\u") ? json.replace(oddEscapes, "$1\\ufffd") : json;
}
