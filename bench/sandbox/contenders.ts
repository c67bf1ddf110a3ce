// Who runs the handler: the plain function, the product's own pool in batches, and what one would try first.
import ivm from "isolated-vm";
import { defaultRunLimits } from "#lib/executions/run-limits.ts";
import type { RunResult, SandboxRun } from "#lib/executions/run-result.ts";
import { SandboxPool } from "#workers/sandbox/pool.ts";
import type { SdkServices } from "#workers/sandbox/sdk/sdk-services.ts";
import { handlerSource, payloadAt } from "./handler.ts";

export type Contender = {
  name: string;
  /** Events of one round. */
  events: number;
  /** Handles that many events; gives the last one's result. */
  run: (calls: number, events: number) => Promise<string | null>;
  stop?: () => Promise<void>;
};

type Sdk = {
  events: {
    current: () => unknown;
    emit: (type: string, data: unknown) => Promise<{ id: string }>;
  };
};
type Handler = (sdk: Sdk) => Promise<unknown>;

const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => Handler;
const emitted = Promise.resolve({ id: "e-1" });

export function plainFunction(): Contender {
  const handlers = new Map<number, Handler>();
  const handlerOf = (calls: number): Handler => {
    const known = handlers.get(calls) ?? new AsyncFunction("sdk", handlerSource(calls));
    handlers.set(calls, known);
    return known;
  };
  return {
    name: "plain function",
    events: 20_000,
    run: async (calls, events) => {
      const handler = handlerOf(calls);
      let result: string | null = null;
      for (let n = 0; n < events; n += 1) {
        const current = () => JSON.parse(payloadAt(n)) as unknown;
        result = JSON.stringify(await handler({ events: { current, emit: () => emitted } }));
      }
      return result;
    },
  };
}

/** The way a delivery takes: pool, pipe, child, isolate and back. As under a backlog, one batch runs and the next is in line. */
export async function scriptbus(batch: number): Promise<Contender> {
  const pool = new SandboxPool({ children: 1, log: silent, sdk: noServices });
  await pool.start();
  return {
    name: `scriptbus, batches of ${batch}`,
    events: 100 * Math.ceil(4_000 / 100),
    run: async (calls, events) => {
      let last: RunResult | null = null;
      let next = 0;
      const lane = async () => {
        while (next < events) {
          const from = next;
          next += batch;
          await pool.run(batchOf(calls, from, Math.min(batch, events - from)), (result) => {
            last = result;
          });
        }
      };
      await Promise.all([lane(), lane()]);
      return resultOf(last);
    },
    stop: () => pool.stop(),
  };
}

function resultOf(result: RunResult | null): string | null {
  if (result?.outcome !== "succeeded") throw new Error(`a run failed: ${JSON.stringify(result)}`);
  return result.resultJson;
}

function batchOf(calls: number, from: number, count: number) {
  const runs: SandboxRun[] = Array.from({ length: count }, (_, n) => ({
    executionId: `run-${n}`,
    contextJson,
    dataJson: payloadAt(from + n),
  }));
  const source = handlerSource(calls);
  const kind = "event_handler" as const;
  const script = { tenantId: "t-1", scriptId: `s-${calls}`, kind, version: 1, source };
  return { script, limits: defaultRunLimits, runs, slots: 16 };
}

const contextJson = JSON.stringify({
  event: {
    id: "0197a2b0-1111-7000-8000-000000000000",
    type: "shop.order.paid",
    source: "bench",
    hop: 0,
  },
  attempt: 1,
  deliveryId: "0197a2b0-2222-7000-8000-000000000000",
  executionId: "0197a2b0-3333-7000-8000-000000000000",
  idempotencyKey: "0197a2b0-4444-7000-8000-000000000000",
});
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
/** The handler asks for nothing that needs one. */
const noServices = {} as SdkServices;

export function contextPerRun(): Contender {
  const isolate = new ivm.Isolate({ memoryLimit: 64 });
  return {
    name: "new context per run",
    events: 300,
    run: (calls, events) => inTurn(events, (n) => runInContext(isolate, calls, n)),
    stop: async () => isolate.dispose(),
  };
}

export function isolatePerRun(): Contender {
  const runOnce = async (calls: number, n: number): Promise<string> => {
    const isolate = new ivm.Isolate({ memoryLimit: 64 });
    try {
      return await runInContext(isolate, calls, n);
    } finally {
      isolate.dispose();
    }
  };
  return {
    name: "new isolate per run",
    events: 60,
    run: (calls, events) => inTurn(events, (n) => runOnce(calls, n)),
  };
}

async function inTurn(events: number, run: (n: number) => Promise<string>): Promise<string | null> {
  let result: string | null = null;
  for (let n = 0; n < events; n += 1) result = await run(n);
  return result;
}

async function runInContext(isolate: ivm.Isolate, calls: number, n: number): Promise<string> {
  const context = isolate.createContextSync();
  const emit = new ivm.Callback(() => '{"id":"e-1"}', { sync: true });
  const code = `
    const emit = async (type, data) => JSON.parse($1(type, JSON.stringify(data)));
    const sdk = { events: { current: () => JSON.parse($0), emit } };
    return (async () => { ${handlerSource(calls)} })().then((value) => JSON.stringify(value));`;
  const options = { result: { promise: true, copy: true }, timeout: 1_000 } as const;
  const result: unknown = await context.evalClosure(code, [payloadAt(n), emit], options);
  context.release();
  return String(result);
}
