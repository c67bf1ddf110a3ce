// Every way into the console, found where it is built: fragments, live reads and long actions among the route files,
// server actions in the build's manifest. What a call needs beside its id stands in the two tables; a door that misses there fails.
import { globSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Ids } from "./tenant-ids.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** `path` holds `{script}`, `{event}` … where an id stands. */
export type RouteDoor = { method: string; path: string };
/** `page` is one that calls it; it holds `{script}`, `{event}` … as well. */
export type ActionDoor = { id: string; name: string; page: string };

/** The folder before an id says whose id it is. */
const nouns: Readonly<Record<string, keyof Ids>> = {
  scripts: "script",
  subscriptions: "subscription",
  events: "event",
  deliveries: "delivery",
  executions: "execution",
  "dead-letters": "letter",
};

export function routeDoors(): RouteDoor[] {
  return globSync("app/{fragments,api/live,api/long}/**/route.{ts,tsx}", { cwd: root }).flatMap(
    (file) => {
      const path = pathOf(file);
      return methodsOf(file).map((method) => ({ method, path }));
    },
  );
}

function pathOf(file: string): string {
  const folders = dirname(file).split("/").slice(1);
  const seen = folders.filter((folder) => !folder.startsWith("("));
  const named = seen.map((folder, i) =>
    folder === "[id]" ? `{${nouns[seen[i - 1] ?? ""]}}` : folder.replace(/^\[(\w+)\]$/, "1"),
  );
  return `/${named.join("/")}`;
}

function methodsOf(file: string): string[] {
  const source = readFileSync(join(root, file), "utf8");
  if (/define(Shared)?Live\(/.test(source)) return ["GET"];
  if (/defineLongAction\(/.test(source)) return ["POST"];
  return [...source.matchAll(/^ {2}(GET|POST|PUT|PATCH|DELETE): /gm)].map(
    (found) => found[1] ?? "",
  );
}

type Manifest = {
  node: Record<string, { exportedName: string; workers: Record<string, unknown> }>;
};

/** `server` is the running server's folder. */
export function actionDoors(server: string): ActionDoor[] {
  const path = join(realpathSync(server), ".next", "server", "server-reference-manifest.json");
  const manifest: Manifest = JSON.parse(readFileSync(path, "utf8"));
  return Object.entries(manifest.node).map(([id, { exportedName, workers }]) => ({
    id,
    name: exportedName,
    page: pathOf(Object.keys(workers)[0] ?? ""),
  }));
}

/** How many actions the sources define: none may be missing in the manifest. */
export function countDefinedActions(): number {
  const files = globSync("app/**/actions.ts", { cwd: root });
  const defined = files.map((file) =>
    readFileSync(join(root, file), "utf8").match(/= defineAction/g),
  );
  return defined.flat().filter(Boolean).length;
}

/** The address with the ids of one tenant. */
export function addressOf(path: string, ids: Ids): string {
  return path.replace(/\{(\w+)\}/g, (_, noun: keyof Ids) => ids[noun]);
}
