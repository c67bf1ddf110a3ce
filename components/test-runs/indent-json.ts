// A JSON text on many lines, token by token, so that numbers and escapes stay as they were written. Pure.

const tokens = /"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** `text` must be JSON. */
export function indentJson(text: string): string {
  let depth = 0;
  let before = "";
  let out = "";
  for (const [token] of text.matchAll(tokens)) {
    const isEnd = token === "}" || token === "]";
    if (isEnd) depth -= 1;
    if (breaksLine(before, isEnd)) out += `\n${"  ".repeat(depth)}`;
    out += token === ":" ? ": " : token;
    if (token === "{" || token === "[") depth += 1;
    before = token;
  }
  return out;
}

/** After an opening bracket and a comma, and before a closing one; an empty pair stays together. */
function breaksLine(before: string, isEnd: boolean): boolean {
  const isOpen = before === "{" || before === "[";
  return isEnd ? !isOpen : isOpen || before === ",";
}
