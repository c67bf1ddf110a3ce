// The body of a request to the worker, as text.
import type { IncomingMessage } from "node:http";

/** Null when it is longer than `mostBytes`. */
export async function readBody(
  request: IncomingMessage,
  mostBytes: number,
): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
