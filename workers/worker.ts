// Puts the worker together: which station wakes which, and the order of starting and draining.
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { openHotSql, openSql } from "#db/client.ts";
import { isAlive } from "#db/repositories/alive.ts";
import { registerWorker, removeWorker } from "#db/repositories/leases.ts";
import { Executor } from "./executor/executor.ts";
import { startHealthServer } from "./health-server.ts";
import { startHints } from "./hints.ts";
import { createHeartbeat } from "./maintenance/heartbeat.service.ts";
import { createOrphans } from "./maintenance/orphans.service.ts";
import { createRescue } from "./maintenance/rescue.service.ts";
import { createUpkeep } from "./maintenance/upkeep.service.ts";
import { createMetrics } from "./metrics.ts";
import { createRouter } from "./router/router.service.ts";
import { SandboxPool } from "./sandbox/pool.ts";
import type { Service } from "./service.ts";

export type WorkerOptions = {
  databaseUrl: string;
  host: string;
  /** 0 takes a free port. */
  port: number;
  children: number;
  log: Logger;
};

export type Worker = { id: string; stop: () => Promise<void> };

/** Runs that are under way get this long to finish when the worker stops. */
const drainMs = 20_000;
const hotConnections = 6;

export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { databaseUrl, log, children, host, port } = options;
  const id = randomUUID();
  const hot = openHotSql(databaseUrl, { max: hotConnections, applicationName: "scriptbus worker" });
  const calm = openSql(databaseUrl, { max: 3, applicationName: "scriptbus worker, calm" });
  const pool = new SandboxPool({ children, log });
  const metrics = createMetrics(calm, pool);
  let ready = false;

  const server = await startHealthServer({
    host,
    port,
    metrics,
    notReady: async () => (ready ? await isAlive(calm) : "starting or draining"),
  });

  const executor = new Executor({
    sql: hot,
    log,
    pool,
    workerId: id,
    children,
    onSettled: (attempts, news) => {
      metrics.observe(attempts);
      if (news.emitted) announce("scriptbus_events");
    },
    onRoom: () => router.wake(),
  });
  const router = createRouter({
    sql: hot,
    log,
    leasing: executor.leasing,
    onBuffered: () => announce("scriptbus_deliveries"),
  });
  const rescue = createRescue({ sql: hot, log, onRescued: () => executor.wake() });
  const services: Service[] = [
    createHeartbeat({ sql: calm, log, workerId: id, address: `http://${host}:${port}` }),
    router,
    rescue,
    createOrphans({ sql: hot, log }),
    createUpkeep({ sql: calm, log }),
  ];
  const wake = {
    scriptbus_events: () => router.wake(),
    scriptbus_deliveries: () => executor.wake(),
  };
  const hints = await startHints(calm, log, wake);
  /** Wakes this worker at once and the others by a hint. */
  function announce(channel: keyof typeof wake): void {
    wake[channel]();
    hints.send(channel);
  }

  await pool.start();
  // Before the first claim: a lease of a worker nobody knows would be rescued at once.
  await registerWorker(calm, id, `http://${host}:${port}`);
  for (const service of services) service.start();
  executor.start();
  ready = true;
  log.info({ workerId: id, children }, "worker is ready");

  return {
    id,
    stop: async () => {
      ready = false;
      await router.stop();
      await executor.drain(drainMs);
      await hints.stop();
      await Promise.all(services.map((service) => service.stop()));
      await removeWorker(calm, id).catch(() =>
        log.warn("the worker row stays until its lease ends"),
      );
      await pool.stop();
      await Promise.all([hot.end({ timeout: 5 }), calm.end({ timeout: 5 })]);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
