// How the web process asks a worker: by HTTP on the worker's own port, with the instance's token.
// Waits without a database transaction; what it waits for goes on when nobody waits any more.
import { type IncomingMessage, request as openRequest } from "node:http";
import { internalToken } from "#lib/platform/internal-token.ts";
import { logger } from "#lib/platform/logger.ts";

export type WorkerQuestion = {
  path: string;
  /** JSON. */
  body: string;
  /** From the question to the whole answer. */
  waitMs: number;
};

export type WorkerReply =
  | { kind: "answered"; status: number; retryAfterSeconds: number; text: string }
  /** It was reached and then died: what it had done is not known. */
  | { kind: "lost" }
  /** It was reached and is at it still, for all that is known. */
  | { kind: "late" }
  /** Nothing has begun: another worker may be asked. */
  | { kind: "unreached" };

const connectMs = 1_000;
const maxAnswerBytes = 64 * 1024;

/** Asks the first of the workers that can be reached. */
export async function askWorkers(
  addresses: readonly string[],
  question: WorkerQuestion,
): Promise<WorkerReply> {
  for (const address of addresses) {
    const reply = await askWorker(address, question);
    if (reply.kind === "lost") logger().warn({ address }, "a worker was lost while it was asked");
    if (reply.kind !== "unreached" && !isNotReady(reply)) return reply;
  }
  return { kind: "unreached" };
}

/** It is starting or draining, and says so before it begins anything. */
function isNotReady(reply: WorkerReply): boolean {
  return reply.kind === "answered" && reply.status === 503 && reply.text.includes('"not_ready"');
}

/** One connection for one question: one kept open may have died without a word. */
function askWorker(address: string, { path, body, waitMs }: WorkerQuestion): Promise<WorkerReply> {
  return new Promise((resolve) => {
    let isReached = false;
    const signal = AbortSignal.timeout(waitMs);
    const end = () =>
      resolve({ kind: !isReached ? "unreached" : signal.aborted ? "late" : "lost" });
    const asked = openRequest(new URL(path, address), {
      method: "POST",
      agent: false,
      headers: {
        authorization: `Bearer ${internalToken()}`,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      },
      signal,
    });
    const toReach = setTimeout(() => asked.destroy(), connectMs);
    asked.on("socket", (socket) =>
      socket.once("connect", () => {
        isReached = true;
        clearTimeout(toReach);
      }),
    );
    asked.on("error", end);
    asked.on("close", () => clearTimeout(toReach));
    asked.on("response", (response) => {
      readReply(response).then(resolve, end);
    });
    asked.end(body);
  });
}

async function readReply(response: IncomingMessage): Promise<WorkerReply> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxAnswerBytes) throw new Error("the worker's answer is too long");
    chunks.push(chunk);
  }
  return {
    kind: "answered",
    status: response.statusCode ?? 0,
    retryAfterSeconds: Number(response.headers["retry-after"]) || 1,
    text: Buffer.concat(chunks).toString("utf8"),
  };
}
