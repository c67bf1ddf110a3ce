import { randomUUID } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { example, setUpTestRuns, type TestRunDesk } from "#app/_testing/test-runs.ts";
import type { WorkerProcess } from "#app/_testing/worker-process.ts";
import { eventually } from "#db/testing/eventually.ts";

const waiting = "await new Promise(() => {})";
const real = { ...example, dryRun: false };

// Workers start and end in every test, some on a machine that does much else.
vi.setConfig({ testTimeout: 60_000 });

let desk: TestRunDesk;
let worker: WorkerProcess;
beforeAll(async () => {
  desk = await setUpTestRuns();
});
beforeEach(async () => {
  await desk.rest.database.sql`delete from workers`;
  worker = await desk.startWorker();
});
afterEach(() => worker.kill("SIGTERM"));
afterAll(() => desk.close());

test("a worker that is killed while it runs ends the wait within two seconds, with 503", async () => {
  const { run } = await desk.scene(waiting);
  const answer = run(real);
  await untilRunning();
  const killedAt = performance.now();
  await worker.kill("SIGKILL");
  const { status, body, headers } = await answer;
  expect(performance.now() - killedAt).toBeLessThan(2_000);
  expect([status, body.code]).toEqual([503, "unavailable"]);
  expect(body.detail).toContain("stays done");
  expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);

  const dead = await run(example);
  expect([dead.status, dead.body.detail]).toEqual([503, expect.stringContaining("No worker")]);
  worker = await desk.startWorker();
  // The dead one still counts as alive, and is passed over whenever it is asked first.
  for (let i = 0; i < 5; i += 1) {
    const beside = await run({ ...example, source: "return 1" });
    expect([beside.status, beside.body.result]).toEqual([200, 1]);
  }
});

test("without a worker that is alive it is 503, and nothing is asked for", async () => {
  await worker.kill("SIGTERM");
  const { tenant, run } = await desk.scene("return 1");
  await register("http://127.0.0.1:1", "1 minute");
  const { status, headers } = await run(real);
  expect(status).toBe(503);
  expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await auditRows(tenant.id)).toBe(0);
});

test("no transaction is open while the run goes on", async () => {
  const { run } = await desk.scene(waiting);
  const answer = run(real);
  await untilRunning();
  const [row] = await desk.rest.database.sql`
    select count(*)::int as open from pg_stat_activity
    where datname = current_database() and application_name = 'scriptbus-web' and xact_start is not null`;
  expect(row).toEqual({ open: 0 });
  expect((await answer).body.status).toBe("timed_out");
});

test("a worker that says nothing is waited for five seconds longer than its run may take", async () => {
  const { run } = await desk.scene("return 1");
  await worker.kill("SIGTERM");
  const silent = await listenSilently();
  await register(silent.address, "0 seconds");
  const startedAt = performance.now();
  const { status, body } = await run(example);
  expect([status, body.detail]).toEqual([503, expect.stringContaining("among the executions")]);
  expect(performance.now() - startedAt).toBeGreaterThan(9_900);
  expect(performance.now() - startedAt).toBeLessThan(12_000);
  silent.close();
});

async function register(address: string, ago: string): Promise<void> {
  await desk.rest.database.sql`
    insert into workers (id, address, heartbeat_at) values (${randomUUID()}, ${address}, now() - ${ago}::interval)`;
}

async function auditRows(tenantId: string): Promise<number> {
  const rows = await desk.rest.database.sql`select from audit_log where tenant_id = ${tenantId}`;
  return rows.length;
}

/** A run is in one of the worker's children. */
async function untilRunning(): Promise<void> {
  const [row] = await desk.rest.database.sql<{ address: string }[]>`select address from workers`;
  const look = async () => (await fetch(`${row?.address}/metrics`)).text();
  await eventually(look, (text) => /^script_sandbox_busy_children [1-9]$/m.test(text));
}

async function listenSilently() {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
