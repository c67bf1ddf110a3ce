// Test runs end to end: route handlers, and a real worker that they ask by HTTP.
import { type Answer, type Rest, setUpRest } from "#app/_testing/rest.ts";
import { startWorkerProcess, type WorkerProcess } from "#app/_testing/worker-process.ts";
import { createScript, createTenant, type TestTenant } from "#db/testing/fixtures.ts";

const limits = { wallMs: 5_000, cpuMs: 300 };

export const example = { event: { type: "order.placed", data: { amount: 7 } } };
export const endless = "for (;;) {}";

export type TestRunScene = {
  tenant: TestTenant;
  scriptId: string;
  run: (body: object) => Promise<Answer>;
};

export type TestRunDesk = {
  rest: Rest;
  /** Ends with the desk, if it did not before. */
  startWorker: () => Promise<WorkerProcess>;
  /** A tenant of its own, so that the rate of one test does not meet another. */
  scene: (source: string) => Promise<TestRunScene>;
  testRun: (tenant: TestTenant, scriptId: string, body: object) => Promise<Answer>;
  /** Resolves with the event's id. */
  publish: (tenant: TestTenant, event: object) => Promise<string>;
  close: () => Promise<void>;
};

export async function setUpTestRuns(): Promise<TestRunDesk> {
  const rest = await setUpRest(limits);
  const { sql } = rest.database;
  const workers: WorkerProcess[] = [];
  const testRun: TestRunDesk["testRun"] = ({ apiKey: key }, scriptId, body) =>
    rest.send("POST", `/api/v1/scripts/${scriptId}/test-runs`, { key, body });
  return {
    rest,
    startWorker: async () => {
      const worker = await startWorkerProcess(rest.database.workerUrl);
      workers.push(worker);
      return worker;
    },
    testRun,
    scene: async (source) => {
      const tenant = await createTenant(sql, { limits });
      const scriptId = await createScript(sql, tenant.id, source);
      return { tenant, scriptId, run: (body) => testRun(tenant, scriptId, body) };
    },
    publish: async ({ apiKey: key }, body) =>
      (await rest.send("POST", "/api/v1/events", { key, body })).body.id,
    close: async () => {
      await Promise.all(workers.map((worker) => worker.kill("SIGTERM")));
      await rest.close();
    },
  };
}
