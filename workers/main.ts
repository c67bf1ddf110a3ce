// The worker process: router, executor with its sandbox, maintenance, health. Starts them, and drains on SIGTERM.

import { env } from "#lib/platform/env.ts";
import { logger } from "#lib/platform/logger.ts";
import { startWorker } from "./worker.ts";

const log = logger();
const starting = startWorker({
  databaseUrl: env("DATABASE_URL"),
  host: env("WORKER_HOST"),
  port: env("WORKER_PORT"),
  children: env("SANDBOX_CHILDREN"),
  log,
});

let stopping = false;
const stop = async (signal: string) => {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "draining");
  await (await starting).stop();
  process.exit(0);
};
// Before the worker is ready: who hears that it is may end it at once.
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));

await starting.catch((error: unknown) => {
  log.fatal({ err: error }, "the worker could not start");
  process.exit(1);
});
