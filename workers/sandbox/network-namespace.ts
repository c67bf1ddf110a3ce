// Whether sandbox children can have a network namespace of their own (decision 29): an empty one, without even loopback.
// The system is asked by trying it once: a process so started must fail to reach a listener of this one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { delimiter, join } from "node:path";

/** What stands before a child's command: it unshares and becomes the child, so the process id is the child's. */
export type CommandPrefix = readonly string[];

/** As root, else with a user namespace where the system allows one. */
const ways = [["--net"], ["--user", "--map-root-user", "--net"]];
const patienceMs = 10_000;

let found: Promise<CommandPrefix | null> | null = null;

/** Null where there is none to be had. Tried once for this process. */
export function findNetworkNamespace(): Promise<CommandPrefix | null> {
  found ??= findWay();
  return found;
}

async function findWay(): Promise<CommandPrefix | null> {
  const unshare = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "unshare"))
    .find((path) => existsSync(path));
  if (unshare === undefined || process.platform !== "linux") return null;
  for (const options of ways) {
    const prefix = [unshare, ...options, "--"];
    if (await isCutOff(prefix)) return prefix;
  }
  return null;
}

/** True when a process started with the prefix runs, and cannot connect to a listener on loopback. */
export async function isCutOff(prefix: CommandPrefix): Promise<boolean> {
  const server = createServer((socket) => socket.destroy());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const probe = `require("net").connect(${port}, "127.0.0.1").on("connect", () => process.exit(3)).on("error", () => process.exit(7));`;
  const code = await exitCode([...prefix, process.execPath, "-e", probe]);
  server.close();
  return code === 7;
}

async function exitCode([file = "", ...args]: readonly string[]): Promise<number | null> {
  const probe = spawn(file, args, { stdio: "ignore", timeout: patienceMs, env: process.env });
  return new Promise((resolve) => {
    probe.once("error", () => resolve(null));
    probe.once("exit", resolve);
  });
}
