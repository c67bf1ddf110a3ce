// How a sandbox child is started: by this Node, with Node's permission model around it (decision 29).
// Files and processes are out of reach even for code that broke out of its isolate; the network is not.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("./child.ts", import.meta.url));
const repository = fileURLToPath(new URL("../../", import.meta.url));

export function childCommand(): { file: string; args: string[] } {
  const readable = [
    repository,
    modulesFolder(),
    // The watchdog looks at its own process.
    "/proc",
    // isolated-vm's loader asks whether this is Alpine.
    "/etc/alpine-release",
  ];
  return {
    file: process.execPath,
    args: [
      "--no-node-snapshot",
      "--permission",
      "--allow-addons",
      "--allow-worker",
      ...readable.map((path) => `--allow-fs-read=${path}`),
      file,
    ],
  };
}

/** Where the packages really lie: node_modules may be a link. */
function modulesFolder(): string {
  const path = createRequire(import.meta.url).resolve("isolated-vm");
  return path.slice(0, path.lastIndexOf("node_modules") + "node_modules".length);
}
