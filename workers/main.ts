// The worker process: router, executor with its sandbox, maintenance, health. Starts them, and drains on SIGTERM.

import { env } from "#lib/platform/env.ts";
import { logger } from "#lib/platform/logger.ts";
import { startWorker, type Worker } from "./worker.ts";

const log = logger();
let worker: Worker | null = null;
let stopping = false;
const stop = async (signal: string) => {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "draining");
  await worker?.stop();
  process.exit(0);
};
// Before the start: who hears that the worker is ready may end it at once.
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));

worker = await startWorker({
  databaseUrl: env("DATABASE_URL"),
  host: env("WORKER_HOST"),
  port: env("WORKER_PORT"),
  address: env("WORKER_ADDRESS"),
  children: env("SANDBOX_CHILDREN"),
  receiverPort: env("DEMO_RECEIVER_PORT"),
  log,
}).catch((error: unknown) => {
  log.fatal({ err: error }, "the worker could not start");
  process.exit(1);
});
