// What to say about a filter that begins as a JSON object and is no JSON.

import type { Refusal } from "../filter-error.ts";
import { nearestName } from "../nearest-name.ts";

/** What could have stood there. */
export type Wanted = "value" | "key" | ":" | "}" | "]" | "last comma" | "end" | "token";

const word = /"[^"\n]*"?|[\p{L}\p{N}_$.+-]+|\/\/|\/\*|[^ \t\n\r]|$/uy;
const wellEscaped = /^(?:[^\\]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/;

const hints: Record<Wanted, string> = {
  value:
    "A text in double quotes, a number, true, false, null, a list or an object is expected here",
  key: 'Put the key in double quotes: {"amount": 100}',
  ":": 'Put a colon between the key and its value: {"amount": 100}',
  "}": "Put a comma between the fields, or close the object with `}`",
  "]": "Put a comma between the items, or close the list with `]`",
  "last comma": "Remove the comma, or write one more after it",
  end: "A filter is one JSON object; join conditions inside it",
  token: "Write JSON, or an expression such as $.amount > 100",
};

export function refusalOfToken(source: string, start: number, wanted: Wanted): Refusal {
  word.lastIndex = start;
  const text = word.exec(source)?.[0] ?? "";
  const end = start + text.length;
  if (text === "") {
    const hint = "Close what is open: every `{` needs its `}`, every `[` its `]`";
    return { message: "The filter ends too early", start, end, hint };
  }
  if (wanted === "end") {
    return { message: `The filter should end before \`${text}\``, start, end, hint: hints.end };
  }
  if (text.startsWith('"') && wanted === "token") return refusalOfText(source, start);
  const hint = (wanted === "token" ? hintOf(text) : undefined) ?? hints[wanted];
  return { message: `Unexpected \`${text}\``, start, end, hint };
}

function hintOf(text: string): string | undefined {
  if (text === "//" || text === "/*") return "JSON has no comments";
  if (/^['‘’“”`´]/.test(text)) return 'JSON has straight double quotes only: "paid"';
  if (/^[-+]?(?:NaN|Infinity|undefined)$/.test(text)) return 'Use {"$exists": false} or null';
  const known = nearestName(text, ["true", "false", "null"]);
  if (known !== undefined) return `Did you mean \`${known}\`?`;
  if (/^[-+.\d]/.test(text)) return "Write numbers as 100, -5, 0.5 or 1e6";
  return /^[\p{L}_$]/u.test(text) ? `Put it in double quotes: "${text}"` : undefined;
}

/** A text that does not end, or holds what JSON does not let it hold. */
function refusalOfText(source: string, start: number): Refusal {
  const rest = /"(?:[^"\\\n\r]|\\[^\n\r])*/y;
  rest.lastIndex = start;
  const text = rest.exec(source)?.[0] ?? "";
  const end = start + text.length;
  const wrong = wellEscaped.exec(text)?.[0].length ?? 0;
  if (wrong < text.length) {
    const at = start + wrong;
    const hint = 'JSON knows \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u0041';
    return { message: "JSON has no such escape", start: at, end: at + 2, hint };
  }
  if (source[end] === '"') {
    const hint = "Write it as an escape, such as \\t or \\u0001";
    return { message: "The text holds a control character", start, end: end + 1, hint };
  }
  const hint = "Close it with a double quote; write a line break as \\n";
  return { message: "The quoted text is not closed", start, end, hint };
}
