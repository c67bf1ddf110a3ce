// How the web process asks a worker, any of those that are alive. Waits without a database transaction; what it waits for
// goes on when nobody waits any more.
import { logger } from "#lib/platform/logger.ts";
import {
  callWorker,
  type WorkerAnswer,
  type WorkerQuestion,
  type WorkerReply,
} from "./worker-call.ts";

export type WorkerWish = WorkerQuestion & {
  /** The worker is starting or draining, and says so before it begins anything. */
  isNotReady: (answer: WorkerAnswer) => boolean;
};

/** Asks the first of the workers that can be reached. */
export async function askWorkers(
  addresses: readonly string[],
  { isNotReady, ...question }: WorkerWish,
): Promise<WorkerReply> {
  for (const address of addresses) {
    const reply = await callWorker(address, question);
    if (reply.kind === "lost") logger().warn({ address }, "a worker was lost while it was asked");
    const isElsewhere = reply.kind === "answered" && isNotReady(reply);
    if (reply.kind !== "unreached" && !isElsewhere) return reply;
  }
  return { kind: "unreached" };
}
