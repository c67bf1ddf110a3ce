// The product under measurement: a real `npm start` on a data directory of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type Instance = {
  url: string;
  metricsUrl: string;
  apiKey: string;
  /** The Postgres server, as its owner. */
  serverUrl: string;
  stop: () => Promise<void>;
};

const root = fileURLToPath(new URL("..", import.meta.url));
const port = 3_580;
const workerPort = 3_581;

export async function startInstance(): Promise<Instance> {
  const dataDir = mkdtempSync(join(tmpdir(), "scriptbus-bench-"));
  const env = {
    ...process.env,
    PORT: String(port),
    WORKER_PORT: String(workerPort),
    SCRIPTBUS_DATA_DIR: dataDir,
    SCRIPTBUS_DEMO: "1",
  };
  const child = spawn(process.execPath, ["bin/up.mjs"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await untilReady(child.stdout);
  const { apiKey } = JSON.parse(readFileSync(join(dataDir, "demo.json"), "utf8"));
  return {
    url: `http://127.0.0.1:${port}`,
    metricsUrl: `http://127.0.0.1:${workerPort}/metrics`,
    apiKey,
    serverUrl: serverUrlOf(dataDir),
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function untilReady(stdout: NodeJS.ReadableStream): Promise<void> {
  let output = "";
  for await (const chunk of stdout) {
    output += String(chunk);
    if (output.includes("Scriptbus is ready at")) return;
  }
  throw new Error(`npm start ended before it was ready:\n${output}`);
}

function serverUrlOf(dataDir: string): string {
  const { port: postgresPort, password } = JSON.parse(
    readFileSync(join(dataDir, "postgres.json"), "utf8"),
  );
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${postgresPort}/postgres`;
}
