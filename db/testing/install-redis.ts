// A Redis server to test sdk.cache with: the machine's own, else Debian's where we may install it. Without one, and without
// REDIS_URL, the tests of Redis say that they were left out.
import { spawnSync } from "node:child_process";

const withinMs = 120_000;

export function installRedis(): void {
  if (process.env["REDIS_URL"] || run("redis-server", ["--version"])) return;
  if (process.getuid?.() !== 0) return;
  const install = ["install", "-y", "--no-install-recommends", "redis-server"];
  if (run("apt-get", install)) return;
  if (run("apt-get", ["update"])) run("apt-get", install);
}

function run(command: string, args: readonly string[]): boolean {
  const { status } = spawnSync(command, args, { stdio: "ignore", timeout: withinMs });
  return status === 0;
}
