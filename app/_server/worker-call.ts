// One question to one worker: HTTP on the worker's own port, with the instance's token.
import { Agent, type IncomingMessage, request as openRequest } from "node:http";
import { internalToken } from "#lib/platform/internal-token.ts";

export type WorkerQuestion = {
  method: string;
  /** And query. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array;
  /** From the question to the whole answer. */
  waitMs: number;
  maxAnswerBytes: number;
  /**
   * Over a connection that others have used, which is quicker; one that died without a word is noticed by nobody before
   * the wait is over. Else over one of its own.
   */
  isQuick?: boolean;
};

export type WorkerAnswer = {
  kind: "answered";
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
};

export type WorkerReply =
  | WorkerAnswer
  /** It was reached and then died: what it had done is not known. */
  | { kind: "lost" }
  /** It was reached and is at it still, for all that is known. */
  | { kind: "late" }
  /** Nothing has begun: another worker may be asked. */
  | { kind: "unreached" };

const connectMs = 1_000;
/** A connection that rests is given up a second before the worker would. */
const kept = new Agent({ keepAlive: true, maxFreeSockets: 64 });

export function callWorker(address: string, question: WorkerQuestion): Promise<WorkerReply> {
  const { method, path, headers, body, waitMs, maxAnswerBytes, isQuick } = question;
  return new Promise((resolve) => {
    let isReached = false;
    const signal = AbortSignal.timeout(waitMs);
    const end = () =>
      resolve({ kind: !isReached ? "unreached" : signal.aborted ? "late" : "lost" });
    const asked = openRequest(`${address}${path}`, {
      method,
      agent: isQuick ? kept : false,
      headers: {
        ...headers,
        authorization: `Bearer ${internalToken()}`,
        "content-length": Buffer.byteLength(body),
      },
      signal,
    });
    const toReach = setTimeout(() => asked.destroy(), connectMs);
    const reach = () => {
      isReached = true;
      clearTimeout(toReach);
    };
    asked.on("socket", (socket) => {
      if (socket.connecting) socket.once("connect", reach);
      else reach();
    });
    asked.on("error", end);
    asked.on("close", () => clearTimeout(toReach));
    asked.on("response", (response) => {
      readAnswer(response, maxAnswerBytes).then(resolve, end);
    });
    asked.end(body);
  });
}

async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<WorkerAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error("the worker's answer is too long");
    chunks.push(chunk);
  }
  const { statusCode: status = 0, headers } = response;
  return { kind: "answered", status, headers, body: Buffer.concat(chunks) };
}
