// Which headers a script may send: those that say what it wants, none that say how bytes travel.
import { accept, type Judged, refuse } from "./judged.ts";
import { egressLimits } from "./limits.ts";

export type Header = readonly [name: string, value: string];

const reserved = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "cookie2",
  "expect",
  "host",
  "http2-settings",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);
const token = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
// Tabs, visible ASCII and Latin-1: no line break, no NUL, nothing that cannot be sent as one byte.
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Resolves to the headers with lower-case names and trimmed values. */
export function judgeHeaders(headers: readonly Header[]): Judged<Header[]> {
  const { headers: most, headerChars } = egressLimits;
  if (headers.length > most) return refuse(`a request has at most ${most} headers`);
  const read = headers.map(([name, value]): Header => [name.toLowerCase(), value.trim()]);
  const chars = read.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (chars > headerChars) return refuse(`headers have at most ${headerChars} characters in all`);
  const problem = firstProblem(read);
  return problem === null ? accept(read) : refuse(problem);
}

function firstProblem(headers: readonly Header[]): string | null {
  const seen = new Set<string>();
  for (const [name, value] of headers) {
    const problem = headerProblem(name, value);
    if (problem !== null) return problem;
    if (seen.has(name)) return `the header "${name}" is given twice`;
    seen.add(name);
  }
  return null;
}

function headerProblem(name: string, value: string): string | null {
  const shown = JSON.stringify(name.slice(0, 64));
  if (!token.test(name)) return `${shown} is no name of a header`;
  if (reserved.has(name) || name.startsWith("proxy-")) {
    return `the header ${shown} is set by the platform: leave it out`;
  }
  if (fieldValue.test(value)) return null;
  return `the value of the header ${shown} has a line break or a character that headers cannot carry`;
}
