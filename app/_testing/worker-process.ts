// A real worker beside the route handlers. As a process: app knows nothing of workers, not even in its tests.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../workers/main.ts", import.meta.url));

export type WorkerProcess = { kill: (signal: NodeJS.Signals) => Promise<void> };

/** Resolves when the worker is ready; its secret is this process's. */
export async function startWorkerProcess(databaseUrl: string): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      WORKER_PORT: "0",
      SANDBOX_CHILDREN: "2",
      LOG_LEVEL: "info",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await untilReady(child);
  return {
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill(signal);
      await exited;
    },
  };
}

async function untilReady(child: ChildProcess): Promise<void> {
  let output = "";
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    if (output.includes("worker is ready")) return void child.stdout?.resume();
  }
  throw new Error(`the worker ended before it was ready: ${output}`);
}
