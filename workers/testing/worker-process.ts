// The worker as a real process that a test may kill.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { eventually } from "#db/testing/eventually.ts";

export type WorkerProcess = {
  pid: number;
  /** Its sandbox children right now. */
  children: () => number[];
  kill: (signal: NodeJS.Signals) => Promise<{ code: number | null }>;
};

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

/** Resolves when the worker is ready. */
export async function startWorkerProcess(databaseUrl: string): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      WORKER_PORT: "0",
      SANDBOX_CHILDREN: "2",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await untilReady(child);
  const { pid } = child;
  if (pid === undefined) throw new Error("the worker did not start");
  return {
    pid,
    children: () => childrenOf(pid),
    kill: async (signal) => {
      const exited = once(child, "exit");
      child.kill(signal);
      const [code] = await exited;
      return { code };
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** Resolves when none of the processes runs any more. */
export async function untilGone(pids: readonly number[], timeoutMs: number): Promise<void> {
  await eventually(
    async () => pids.filter(isRunning),
    (alive) => alive.length === 0,
    timeoutMs,
  );
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return text === "" ? [] : text.split(" ").map(Number);
}

async function untilReady(child: ChildProcess): Promise<void> {
  let output = "";
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    if (output.includes("worker is ready")) break;
  }
  if (!output.includes("worker is ready"))
    throw new Error(`the worker ended before it was ready: ${output}`);
  child.stdout?.resume();
}
