// Puts the worker together: which station wakes which, and the order of starting and draining.
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { openHotSql, openSql } from "#db/client.ts";
import { isAlive } from "#db/repositories/alive.ts";
import { registerWorker, removeWorker } from "#db/repositories/leases.ts";
import { testRunPath } from "#lib/scripts/test-run-order.ts";
import { openDemoReceiver } from "./demo/demo-receiver.ts";
import { Endpoints } from "./endpoints/endpoints.ts";
import { Executor } from "./executor/executor.ts";
import { ProgressFlusher } from "./executor/progress-flusher.ts";
import { addressOf, startHealthServer } from "./health-server.ts";
import { startHints } from "./hints.ts";
import { createCacheExpiry } from "./maintenance/cache-expiry.service.ts";
import { createHeartbeat } from "./maintenance/heartbeat.service.ts";
import { createOrphans } from "./maintenance/orphans.service.ts";
import { createRescue } from "./maintenance/rescue.service.ts";
import { createUpkeep } from "./maintenance/upkeep.service.ts";
import { createMetrics } from "./metrics.ts";
import { openOutbox } from "./outbox/open-outbox.ts";
import { createRouter } from "./router/router.service.ts";
import { SandboxPool } from "./sandbox/pool.ts";
import { connectServices } from "./sdk-services.ts";
import type { Service } from "./service.ts";
import { TestRuns } from "./test-runs/test-runs.ts";

export type WorkerOptions = {
  databaseUrl: string;
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** Where the web process reaches it, unless that is where it listens. */
  address?: string | undefined;
  children: number;
  /** Of the demo's own receiver of webhooks; 0: there is none. */
  receiverPort?: number;
  log: Logger;
};

export type Worker = { id: string; stop: () => Promise<void> };

/** Runs that are under way get this long to finish when the worker stops. */
const drainMs = 20_000;
const hotConnections = 6;

export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const receiver = await openDemoReceiver(options.receiverPort ?? 0, options.log);
  const base = openBase(options, receiver?.address ?? null);
  const { id, log, calm, pool, testRuns, endpoints } = base;
  let ready = false;
  const server = await startHealthServer({
    host: options.host,
    port: options.port,
    metrics: base.metrics,
    notReady: async () => (ready ? await isAlive(calm) : "starting or draining"),
    internal: new Map([[testRunPath, (body) => testRuns.answer(body)]]),
    endpoints: (request, response) => endpoints.serve(request, response),
    onFault: (err) => log.error({ err }, "a request to the worker failed"),
  });
  const address = options.address ?? addressOf(server, options.host);
  const stations = await connectStations(base, address);
  await pool.start();
  log.info({ walls: pool.walls() }, "the sandbox stands");
  // Before the first claim: a lease of a worker nobody knows would be rescued at once.
  await registerWorker(calm, id, address);
  testRuns.open();
  endpoints.open();
  for (const service of stations.services) service.start();
  stations.executor.start();
  ready = true;
  log.info({ workerId: id, children: base.children }, "worker is ready");
  return {
    id,
    stop: async () => {
      ready = false;
      await drain(base, stations);
      await receiver?.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Base = ReturnType<typeof openBase>;
type Stations = Awaited<ReturnType<typeof connectStations>>;

function openBase({ databaseUrl, log, children }: WorkerOptions, receiver: string | null) {
  const applicationName = "scriptbus worker";
  const hot = openHotSql(databaseUrl, { max: hotConnections, applicationName });
  const calm = openSql(databaseUrl, { max: 3, applicationName: `${applicationName}, calm` });
  const flusher = new ProgressFlusher({ sql: calm, log });
  const sdk = connectServices({ databaseUrl, receiver, log });
  const pool = new SandboxPool({
    children,
    log,
    sdk: sdk.services,
    onProgress: (run, progress) => flusher.add(run, progress),
  });
  const outbox = openOutbox({ databaseUrl, platform: calm, log });
  const metrics = createMetrics(calm, { pool, data: outbox.data });
  const asked = openSql(databaseUrl, { max: 4, applicationName: `${applicationName}, endpoints` });
  return {
    id: randomUUID(),
    log,
    children,
    hot,
    calm,
    pool,
    sdk,
    outbox,
    metrics,
    testRuns: new TestRuns({ sql: calm, log, pool }),
    asked,
    endpoints: new Endpoints({ sql: asked, log, pool }),
  };
}

async function connectStations(
  { id, log, children, hot, calm, pool, outbox, metrics }: Base,
  address: string,
) {
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
  const services: Service[] = [
    createHeartbeat({ sql: calm, log, workerId: id, address }),
    router,
    createRescue({ sql: hot, log, onRescued: () => executor.wake() }),
    createOrphans({ sql: hot, log }),
    createUpkeep({ sql: calm, log }),
    createCacheExpiry({ sql: calm, log }),
    ...outbox.createServices(() => announce("scriptbus_events")),
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
  return { executor, router, services, hints };
}

/** The heartbeat goes on until everything that runs is settled. */
async function drain(
  { id, log, hot, calm, asked, pool, sdk, outbox, testRuns, endpoints }: Base,
  stations: Stations,
): Promise<void> {
  const { executor, router, services, hints } = stations;
  await router.stop();
  const direct = [testRuns.drain(drainMs), endpoints.drain(drainMs)];
  await Promise.all([executor.drain(drainMs), ...direct]);
  await hints.stop();
  await Promise.all(services.map((service) => service.stop()));
  await removeWorker(calm, id).catch(() => log.warn("the worker row stays until its lease ends"));
  await pool.stop();
  await Promise.all([sdk.close(), outbox.close()]);
  await Promise.all([hot, calm, asked].map((sql) => sql.end({ timeout: 5 })));
}
