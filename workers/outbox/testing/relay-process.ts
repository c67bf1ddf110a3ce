// The relay alone, as a process that a test may kill.
import { env } from "#lib/platform/env.ts";
import { logger } from "#lib/platform/logger.ts";
import { createRelay } from "#workers/outbox/relay.service.ts";

const log = logger();
createRelay({ databaseUrl: env("DATABASE_URL"), log, onRelayed: () => {} }).start();
log.info("relay is ready");
