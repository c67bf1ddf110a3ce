// The worker, or a part of it, as a real process that a test may kill.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { eventually } from "#db/testing/eventually.ts";

export type WorkerProcess = {
  pid: number;
  /** Its sandbox children right now. */
  children: () => number[];
  /** By whatever cause. */
  hasEnded: () => boolean;
  /** Also when it has ended already. */
  kill: (signal: NodeJS.Signals) => Promise<{ code: number | null }>;
};

export type ProcessOptions = {
  /** The module to run, absolute. */
  file: string;
  databaseUrl: string;
  /** What it logs when it is ready. */
  readyLine: string;
};

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

const anySecret = Buffer.alloc(32, 7).toString("base64");

/** Resolves when the worker is ready. */
export function startWorkerProcess(databaseUrl: string): Promise<WorkerProcess> {
  return startProcess({ file: main, databaseUrl, readyLine: "worker is ready" });
}

/** Resolves when it is ready. */
export async function startProcess({
  file,
  databaseUrl,
  readyLine,
}: ProcessOptions): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [file], {
    env: {
      SCRIPTBUS_SECRET: anySecret,
      ...process.env,
      DATABASE_URL: databaseUrl,
      WORKER_PORT: "0",
      SANDBOX_CHILDREN: "2",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  await untilReady(child, readyLine);
  const { pid } = child;
  if (pid === undefined) throw new Error("the process did not start");
  return {
    pid,
    children: () => childrenOf(pid),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: async (signal) => {
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

async function untilReady(child: ChildProcess, readyLine: string): Promise<void> {
  let output = "";
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    if (output.includes(readyLine)) break;
  }
  if (!output.includes(readyLine))
    throw new Error(`the process ended before it was ready: ${output}`);
  child.stdout?.resume();
}
