// One throw-away PostgreSQL server for a whole test run. Fast before durable: nothing in it is kept.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { clusterUrl, createCluster, isClusterReady, startCluster } from "#db/embedded/cluster.mjs";
import { freePort } from "#db/embedded/free-port.mjs";
import { clearLeftovers } from "#db/embedded/leftovers.mjs";

export type TestServer = {
  /** The superuser on the database `postgres`. */
  adminUrl: string;
  /** Kills it as if by `kill -9`, and starts it again on what it has left. */
  crash: () => Promise<void>;
  stop: () => Promise<void>;
};

type Cluster = Parameters<typeof startCluster>[0];

const fastBeforeDurable = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };

/** `settings` for a test that kills it: what has been committed must be there afterwards. */
export const durableForProcesses = { fsync: "off", full_page_writes: "off" };

export async function startTestServer(
  settings: Record<string, string> = fastBeforeDurable,
): Promise<TestServer> {
  const home = mkdtempSync(join(tmpdir(), "scriptbus-test-"));
  chmodSync(home, 0o711);
  const directory = join(home, "postgres");
  const cluster = { directory, port: await freePort(), password: "test", settings };
  await createCluster(cluster);
  let running = await run(cluster);
  return {
    adminUrl: clusterUrl(cluster, "postgres"),
    crash: async () => {
      await running.end("SIGKILL");
      running = await runAgain(cluster);
    },
    stop: async () => {
      await running.end("SIGQUIT");
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The killed server's memory is free when its last process is gone, which takes a moment. */
async function runAgain(cluster: Cluster, tries = 50): ReturnType<typeof run> {
  await clearLeftovers(cluster.directory);
  try {
    return await run(cluster);
  } catch (error) {
    if (tries === 1) throw error;
    await sleep(100);
    return await runAgain(cluster, tries - 1);
  }
}

/** Resolves when it is ready. */
async function run(cluster: Cluster) {
  const child = startCluster(cluster);
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.stderr?.resume();
  while (!isClusterReady(cluster.directory, child.pid)) {
    if (child.exitCode !== null)
      throw new Error("The PostgreSQL server for the tests ended at once");
    await sleep(10);
  }
  return {
    end: (signal: NodeJS.Signals) => {
      child.kill(signal);
      return gone;
    },
  };
}
