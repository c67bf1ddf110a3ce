// A pool with short limits, and the shortest way to run a script in it, for the sandbox tests.
import { defaultRunLimits, type RunLimits } from "#lib/executions/run-limits.ts";
import type { RunResult, SandboxRun } from "#lib/executions/run-result.ts";
import type { ScriptKind } from "#lib/scripts/script-kind.ts";
import { SandboxPool, type SandboxPoolOptions } from "../pool.ts";
import type { SdkServices } from "../sdk/sdk-services.ts";

export type TestScript = {
  source: string;
  tenantId?: string;
  version?: number;
  kind?: ScriptKind;
  limits?: Partial<RunLimits>;
  runs?: readonly Partial<SandboxRun>[];
  slots?: number;
};

export type SandboxSetup = {
  pool: SandboxPool;
  /** One result per run, in the order of the runs. */
  runAll: (script: TestScript) => Promise<RunResult[]>;
  runOne: (script: TestScript | string) => Promise<RunResult>;
  /** Rejects unless the pool still runs an ordinary script. */
  expectAlive: () => Promise<void>;
};

const shortLimits: RunLimits = {
  ...defaultRunLimits,
  wallMs: 1_500,
  cpuMs: 200,
  heapBytes: 48 * 1024 * 1024,
};
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export async function setUpSandbox({
  services = {},
  ...options
}: Partial<Omit<SandboxPoolOptions, "sdk">> & {
  services?: Partial<SdkServices>;
} = {}): Promise<SandboxSetup> {
  const sdk = onlyWith(services);
  const pool = new SandboxPool({ children: 1, log: silent, sdk, ...options });
  await pool.start();
  const runAll = (script: TestScript) => runScript(pool, script);
  const runOne = async (script: TestScript | string) => {
    const [result] = await runAll(typeof script === "string" ? { source: script } : script);
    if (!result) throw new Error("the run had no result");
    return result;
  };
  const expectAlive = async () => {
    const result = await runOne("return 1 + 1");
    if (result.resultJson !== "2") throw new Error(`not alive: ${JSON.stringify(result)}`);
  };
  return { pool, runAll, runOne, expectAlive };
}

/** A service that a test did not give fails when a script asks for it. */
function onlyWith(services: Partial<SdkServices>): SdkServices {
  const missing = new Proxy({}, { get: (_, name) => () => failFor(String(name)) });
  return new Proxy(services, {
    get: (given, name) => Reflect.get(given, name) ?? missing,
  }) as SdkServices;
}

function failFor(name: string): Promise<never> {
  return Promise.reject(new Error(`this test gave no service with ${name}`));
}

async function runScript(pool: SandboxPool, script: TestScript): Promise<RunResult[]> {
  const { source, tenantId = "tenant-a", version = 1, kind = "event_handler" } = script;
  const { limits, runs = [{}], slots = 16 } = script;
  const results = new Map<string, RunResult>();
  const whole = runs.map((run, i) => ({
    executionId: `run-${i}`,
    contextJson: '{"hop":0}',
    dataJson: "{}",
    ...run,
  }));
  await pool.run(
    {
      script: { tenantId, scriptId: source, kind, version, source },
      limits: { ...shortLimits, ...limits },
      runs: whole,
      slots,
    },
    (result) => {
      if (results.has(result.executionId)) throw new Error(`two results: ${result.executionId}`);
      results.set(result.executionId, result);
    },
  );
  return whole.map(({ executionId }) => {
    const result = results.get(executionId);
    if (!result) throw new Error(`no result: ${executionId}`);
    return result;
  });
}
