// The worker process: router, executor with its sandbox, maintenance, health. Starts them, and drains on SIGTERM.

import { env } from "#lib/platform/env.ts";
import { logger } from "#lib/platform/logger.ts";
import { startWorker } from "./worker.ts";

const log = logger();
const worker = await startWorker({
  databaseUrl: env("DATABASE_URL"),
  host: env("WORKER_HOST"),
  port: env("WORKER_PORT"),
  children: env("SANDBOX_CHILDREN"),
  log,
}).catch((error: unknown) => {
  log.fatal({ err: error }, "the worker could not start");
  process.exit(1);
});

let stopping = false;
const stop = async (signal: string) => {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "draining");
  await worker.stop();
  process.exit(0);
};
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
