// A Redis for one test file: a server of its own when there is redis-server, else the one REDIS_URL names.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { connect } from "node:net";
import { freePort } from "#db/embedded/free-port.mjs";
import { eventually } from "#db/testing/eventually.ts";

export type PrivateRedis = {
  url: string;
  /** Null when the server is not ours to stop. */
  child: ChildProcess | null;
  stop: () => Promise<void>;
};

/** Why there is no Redis to test with; null when there is one. */
export function findRedisProblem(): string | null {
  if (hasServer() || process.env["REDIS_URL"]) return null;
  return "there is no redis-server on PATH (apt-get install redis-server) and REDIS_URL is not set";
}

export async function startRedis(port?: number): Promise<PrivateRedis> {
  const given = process.env["REDIS_URL"];
  if (!hasServer() && given) return { url: given, child: null, stop: async () => {} };
  return startServer(port ?? (await freePort()));
}

async function startServer(port: number): Promise<PrivateRedis> {
  const settings = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
  ];
  const child = spawn("redis-server", settings, { stdio: "ignore", cwd: "/tmp" });
  // Also when a test has failed before it came to stop it.
  process.once("exit", () => child.kill("SIGKILL"));
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await eventually(
    () => accepts(port),
    (isOpen) => isOpen,
  );
  const stop = () => {
    child.kill("SIGKILL");
    return gone;
  };
  return { url: `redis://127.0.0.1:${port}`, child, stop };
}

function hasServer(): boolean {
  return spawnSync("redis-server", ["--version"]).status === 0;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
