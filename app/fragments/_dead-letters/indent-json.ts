// A payload as a person edits it: one member a line. Only space changes; every digit and every escape stays.

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** `json` is valid. */
export function indentJson(json: string): string {
  const tokens = json.match(token) ?? [];
  let depth = 0;
  let text = "";
  let before = "";
  for (const part of tokens) {
    const isEnd = part === "}" || part === "]";
    if (isEnd) depth -= 1;
    // Empty brackets stay together.
    if (before === "," || isOpen(before) !== isEnd) {
      text += `\n${"  ".repeat(depth)}`;
    }
    text += part === ":" ? ": " : part;
    if (isOpen(part)) depth += 1;
    before = part;
  }
  return text;
}

function isOpen(part: string): boolean {
  return part === "{" || part === "[";
}
