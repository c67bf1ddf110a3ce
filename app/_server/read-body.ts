// Reads a request body without trusting its size, its type or its text.
import { placeFilterFault } from "#lib/filters/place-filter-fault.ts";
import { type Failure, fail, type Result, succeed } from "#lib/shared/failure.ts";
import { findUnstorable } from "#lib/shared/storable-json.ts";

const maxBodyBytes = 4 * 1024 * 1024;
/** A sender that is cut off while it still sends never reads the answer, so some of the rest is let in and dropped. */
const maxDrainedBytes = 64 * 1024 * 1024;
const maxDepth = 64;

export type JsonBody = { text: string; value: unknown };

type BodyBounds = {
  most: number;
  /** From now to the last byte. */
  withinMs?: number;
};

/** At most `most` bytes, else `too_large`; in time, else `too_slow`. */
export async function readBytes(
  request: Request,
  { most, withinMs }: BodyBounds = { most: maxBodyBytes },
): Promise<Result<Uint8Array>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of inTime(bodyOf(request), withinMs)) {
      size += chunk.byteLength;
      if (size > maxDrainedBytes) break;
      if (size <= most) chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Late) {
      return fail("too_slow", `The request body did not arrive within ${withinMs} ms.`);
    }
    return fail("malformed", "The request body ended before it was complete.");
  }
  if (size > most) return fail("too_large", `A request body may have ${most} bytes at most.`);
  return succeed(Buffer.concat(chunks));
}

class Late extends Error {}

/** What comes late is not cancelled: that would end the connection before anybody is told. */
async function* inTime(
  chunks: AsyncIterable<Uint8Array>,
  ms: number | undefined,
): AsyncGenerator<Uint8Array> {
  if (ms === undefined) return yield* chunks;
  const iterator = chunks[Symbol.asyncIterator]();
  const timer = Promise.withResolvers<never>();
  const alarm = setTimeout(() => timer.reject(new Late()), ms);
  timer.promise.catch(() => {});
  try {
    for (;;) {
      const { done, value } = await Promise.race([iterator.next(), timer.promise]);
      if (done) return;
      yield value;
    }
  } finally {
    clearTimeout(alarm);
  }
}

/** The body as JSON that can be stored: 415, 400, 413 or 422 otherwise. */
export async function readJson(request: Request): Promise<Result<JsonBody>> {
  const refusal = refuseMediaType(request.headers);
  if (refusal) return { ok: false, failure: refusal };
  const bytes = await readBytes(request);
  if (!bytes.ok) return bytes;
  return parseJson(bytes.value);
}

function bodyOf(request: Request): AsyncIterable<Uint8Array> {
  return (request.body ?? new Blob([]).stream()) as ReadableStream<Uint8Array> &
    AsyncIterable<Uint8Array>;
}

function refuseMediaType(headers: Headers): Failure | null {
  const type = headers.get("content-type") ?? "";
  const known = /^application\/(merge-patch\+)?json\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(type);
  const encoding = headers.get("content-encoding") ?? "identity";
  if (known && encoding.toLowerCase() === "identity") return null;
  const detail = known
    ? `Content-Encoding ${encoding} is not supported; send the body as it is.`
    : "Send the body as UTF-8 with Content-Type: application/json.";
  return { code: "unsupported_media_type", detail };
}

function parseJson(bytes: Uint8Array): Result<JsonBody> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    const problem = findUnstorable(value, maxDepth);
    if (!problem) return succeed({ text, value });
    const errors = [placeFilterFault(problem, value)];
    return fail("invalid_input", "The body is not valid; see errors.", { errors });
  } catch {
    return fail("malformed", "The request body is not JSON.");
  }
}
