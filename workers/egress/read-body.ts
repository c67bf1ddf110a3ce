// The body of an answer, decompressed as it comes and cut off where it grows too large: a bomb ends early.
import type { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";
import { EgressFault } from "./egress-fault.ts";

/** Deflate is not among them: some servers mean the bare stream by it, others zlib's. */
export const acceptedEncodings = "gzip, br, zstd";

/** 8 MB of window is what https://www.rfc-editor.org/rfc/rfc8878 asks for; zstd's own bound is 128 MB for a stream. */
const zstdWindow = { params: { [zlib.constants.ZSTD_d_windowLogMax]: 23 } };

const decoders: ReadonlyMap<string, () => Transform> = new Map([
  ["gzip", () => zlib.createGunzip()],
  ["x-gzip", () => zlib.createGunzip()],
  ["deflate", () => zlib.createInflate()],
  ["br", () => zlib.createBrotliDecompress()],
  ["zstd", () => zlib.createZstdDecompress(zstdWindow)],
]);

export type CodedBody = {
  body: Readable;
  /** As its header says: "" for none. */
  encoding: string;
  maxBytes: number;
  /** Who answers, for messages. */
  host: string;
};

/** Rejects with an `EgressFault` when it is larger than `maxBytes` or not what its encoding says. */
export async function readBody(coded: CodedBody): Promise<Buffer> {
  const { body, host } = coded;
  const encoding = coded.encoding.trim().toLowerCase();
  const parts: Buffer[] = [];
  const keep = (source: AsyncIterable<Buffer>) => collect(source, parts, coded);
  const makeDecoder = decoders.get(encoding);
  if (makeDecoder) await readCoded(coded, makeDecoder(), keep);
  else if (encoding === "" || encoding === "identity") await pipeline(body, keep);
  else throw new EgressFault(`the answer of ${host} has an encoding that was not asked for`);
  return Buffer.concat(parts);
}

/** Some servers name an encoding for a body of no bytes, which no decoder takes. */
async function readCoded(
  { body, host }: CodedBody,
  decoder: Transform,
  keep: (source: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  let received = 0;
  async function* count(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      received += chunk.length;
      yield chunk;
    }
  }
  try {
    await pipeline(body, count, decoder, keep);
  } catch (error) {
    if (!isCoding(error)) throw error;
    if (received > 0) throw new EgressFault(`the answer of ${host} cannot be decompressed`);
  }
}

async function collect(
  source: AsyncIterable<Buffer>,
  parts: Buffer[],
  { maxBytes, host }: CodedBody,
): Promise<void> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new EgressFault(`the answer of ${host} is larger than ${maxBytes} bytes: ask for less`);
    }
    parts.push(chunk);
  }
}

function isCoding(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return /^(Z_|ERR__|ERR_BROTLI|ZSTD_)/.test(String(error.code));
}
