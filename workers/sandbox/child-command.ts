// How a sandbox child is started: by this Node, with Node's permission model around it and, where there is one, a network
// namespace (decision 29). Even code that broke out of its isolate then reaches no files, processes or network.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { CommandPrefix } from "./network-namespace.ts";

const file = fileURLToPath(new URL("./child.ts", import.meta.url));
const repository = fileURLToPath(new URL("../../", import.meta.url));

export function childCommand(prefix: CommandPrefix): { file: string; args: string[] } {
  const readable = [
    repository,
    modulesFolder(),
    // The watchdog looks at its own process.
    "/proc",
    // isolated-vm's loader asks whether this is Alpine.
    "/etc/alpine-release",
  ];
  const [command = "", ...args] = [
    ...prefix,
    process.execPath,
    "--no-node-snapshot",
    "--permission",
    "--allow-addons",
    "--allow-worker",
    ...readable.map((path) => `--allow-fs-read=${path}`),
    file,
  ];
  return { file: command, args };
}

/** Where the packages really lie: node_modules may be a link. */
function modulesFolder(): string {
  const path = createRequire(import.meta.url).resolve("isolated-vm");
  return path.slice(0, path.lastIndexOf("node_modules") + "node_modules".length);
}
