// What the body of a server action may be: one argument of plain JSON. Next decodes it before any of our code runs and
// answers 500 to what it cannot read; its format also knows references, which a few bytes can multiply without end.
import type { Failure } from "#lib/shared/failure.ts";

/** As `serverActions.bodySizeLimit` in next.config.ts. */
const maxBytes = 2 * 1024 * 1024;

const malformed: Failure = { code: "malformed", detail: "The arguments could not be read." };
const tooLarge: Failure = { code: "too_large", detail: "A request may have 2 MB at most." };

/** Null when the action may be called. */
export async function refuseActionBody(request: Request): Promise<Failure | null> {
  if (!/^text\/plain\b/i.test(request.headers.get("content-type") ?? "")) return malformed;
  const text = await request.text();
  if (Buffer.byteLength(text) > maxBytes) return tooLarge;
  return isPlainArgument(text) ? null : malformed;
}

function isPlainArgument(text: string): boolean {
  try {
    const [argument, ...more] = JSON.parse(text, refuseReference) as unknown[];
    return more.length === 0 && typeof argument === "object" && argument !== null;
  } catch {
    return false;
  }
}

/** React writes a text that begins with `$` as `$$…`; every other `$…` stands for something else. */
function refuseReference(_key: string, value: unknown): unknown {
  const isReference = typeof value === "string" && /^\$(?!\$|undefined$)/.test(value);
  if (isReference) throw new TypeError("a reference");
  return value;
}
