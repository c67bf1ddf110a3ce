// Where a text stops being JSON, and what a person should do about it. Engines say it in different words and not
// always with a place.

export type JsonFault = {
  message: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
};

/** Null for a text that `JSON.parse` takes. */
export function findJsonFault(text: string): JsonFault | null {
  const scan: Scan = { text, at: 0, open: [], expects: "value" };
  for (;;) {
    scan.at = skip(space, scan);
    if (scan.expects === "end" && scan.at === text.length) return null;
    const message = scan.at === text.length ? tooShort(scan) : step(scan);
    if (message !== null) return place(text, scan.at, message);
  }
}

type Expects = "value" | "value or ]" | "name" | "name or }" | ":" | "," | "end";
type Scan = { text: string; at: number; open: ("[" | "{")[]; expects: Expects };

const space = /[ \t\n\r]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const quote = 34;
const backslash = 92;
const firstPlain = 32;

/** Takes one token; what is wrong with it, or null. */
function step(scan: Scan): string | null {
  switch (scan.expects) {
    case "value":
      return takeValue(scan);
    case "value or ]":
      return takeEnd(scan, "]") ? null : takeValue(scan);
    case "name":
      return takeName(scan);
    case "name or }":
      return takeEnd(scan, "}") ? null : takeName(scan);
    case ":":
      return take(scan, ":", "value") ? null : "A : is missing between the name and its value";
    case ",":
      return takeComma(scan);
    case "end":
      return "Only one value is possible; this is more";
  }
}

function takeValue(scan: Scan): string | null {
  const character = scan.text[scan.at];
  if (character === "[" || character === "{") {
    scan.open.push(character);
    scan.at += 1;
    scan.expects = character === "[" ? "value or ]" : "name or }";
    return null;
  }
  if (character === '"') return takeString(scan) ?? close(scan, scan.at);
  const end = skip(scalar, scan);
  if (end > scan.at) return close(scan, end);
  if (character === "'") return "Strings stand in double quotes";
  if (character === "]" || character === "}" || character === ",") return missingValue(scan);
  return "This is no JSON value; strings stand in double quotes";
}

function missingValue({ text, at }: Scan): string {
  const before = text.slice(0, at).trimEnd();
  return before.endsWith(",") ? "Remove the comma before this" : "A value is missing here";
}

function takeName(scan: Scan): string | null {
  const character = scan.text[scan.at];
  if (character === "}") return "Remove the comma before this";
  if (character !== '"') return "Names stand in double quotes";
  const fault = takeString(scan);
  scan.expects = ":";
  return fault;
}

/** Moves behind the string, or to where it goes wrong. */
function takeString(scan: Scan): string | null {
  const start = scan.at;
  for (scan.at += 1; scan.at < scan.text.length; scan.at += 1) {
    const code = scan.text.charCodeAt(scan.at);
    if (code === quote) {
      scan.at += 1;
      return null;
    }
    if (code < firstPlain) return controlFault(scan, start);
    if (code !== backslash) continue;
    const end = skip(escaped, scan);
    if (end === scan.at)
      return 'After \\ only " \\ / b f n r t and u with four digits are possible';
    scan.at = end - 1;
  }
  scan.at = start;
  return "This string does not end";
}

function controlFault(scan: Scan, start: number): string {
  const character = scan.text[scan.at];
  if (character !== "\n" && character !== "\r") {
    return "This control character must be written as an escape, such as \\t";
  }
  scan.at = start;
  return "This string does not end on its line";
}

function takeComma(scan: Scan): string | null {
  const inArray = scan.open.at(-1) === "[";
  if (takeEnd(scan, inArray ? "]" : "}")) return null;
  if (take(scan, ",", inArray ? "value" : "name")) return null;
  return inArray ? "A comma or ] is missing here" : "A comma or } is missing here";
}

function takeEnd(scan: Scan, bracket: "]" | "}"): boolean {
  if (scan.text[scan.at] !== bracket) return false;
  scan.open.pop();
  close(scan, scan.at + 1);
  return true;
}

function take(scan: Scan, character: string, expects: Expects): boolean {
  if (scan.text[scan.at] !== character) return false;
  scan.at += 1;
  scan.expects = expects;
  return true;
}

/** A value ended at `end`. */
function close(scan: Scan, end: number): null {
  scan.at = end;
  scan.expects = scan.open.length === 0 ? "end" : ",";
  return null;
}

function tooShort({ open }: Scan): string {
  if (open.length === 0) return "There is no value";
  return `The end came too early: a ${open.at(-1) === "[" ? "]" : "}"} is missing`;
}

/** Where the pattern ends when it fits at the place of the scan, else that place. */
function skip(pattern: RegExp, { text, at }: Scan): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function place(text: string, at: number, message: string): JsonFault {
  const lines = text.slice(0, at).split("\n");
  return { message, line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}
