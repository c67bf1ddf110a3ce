// One throw-away PostgreSQL server for a whole test run. Fast before durable: nothing in it is kept.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { clusterUrl, createCluster, isClusterReady, startCluster } from "#db/embedded/cluster.mjs";
import { freePort } from "#db/embedded/free-port.mjs";

export type TestServer = {
  /** The superuser on the database `postgres`. */
  adminUrl: string;
  stop: () => Promise<void>;
};

const fastBeforeDurable = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };

export async function startTestServer(): Promise<TestServer> {
  const home = mkdtempSync(join(tmpdir(), "scriptbus-test-"));
  chmodSync(home, 0o711);
  const directory = join(home, "postgres");
  const cluster = {
    directory,
    port: await freePort(),
    password: "test",
    settings: fastBeforeDurable,
  };
  await createCluster(cluster);
  const child = startCluster(cluster);
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.stderr?.resume();
  while (!isClusterReady(directory, child.pid)) {
    if (child.exitCode !== null)
      throw new Error("The PostgreSQL server for the tests ended at once");
    await sleep(10);
  }
  return {
    adminUrl: clusterUrl(cluster, "postgres"),
    stop: async () => {
      child.kill("SIGQUIT");
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
