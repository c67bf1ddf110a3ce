// One run in the sandbox, beside its deliveries.
import type { RunResult, SandboxBatch, SandboxRun } from "#lib/executions/run-result.ts";
import type { SandboxPool } from "#workers/sandbox/pool.ts";

type LoneRun = Omit<SandboxBatch, "runs" | "slots"> & { run: SandboxRun };

export async function runOnce(
  pool: Pick<SandboxPool, "run">,
  { run, ...batch }: LoneRun,
): Promise<RunResult> {
  const results: RunResult[] = [];
  await pool.run({ ...batch, runs: [run], slots: 1 }, (result) => results.push(result));
  const [result] = results;
  if (!result) throw new Error("the sandbox gave no result");
  return result;
}

/** What the sandbox lost says nothing about the script, so it goes again. */
export async function runToEnd(
  run: () => Promise<RunResult>,
  { attempts, onLost }: { attempts: number; onLost: () => void },
): Promise<RunResult> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await run();
    if (!result.uncharged || attempt === attempts) return result;
    onLost();
  }
}
