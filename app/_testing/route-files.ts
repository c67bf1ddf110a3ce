// Every route file under app/api/v1, found on disk, so that no test can forget a new one.
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Endpoint } from "#app/_server/api.ts";

export type RouteFile = {
  /** As in the OpenAPI document: `/scripts/{id}`. */
  path: string;
  file: string;
};

const root = fileURLToPath(new URL("../api/v1", import.meta.url));

/** Without the catch-all that answers 404. */
export function routeFiles(): RouteFile[] {
  return globSync("**/route.ts", { cwd: root })
    .filter((file) => !file.includes("[["))
    .map((file) => ({ path: toPath(file), file: `${root}/${file}` }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export type Match = RouteFile & { params: Record<string, string> };

/** The route that Next would choose: literal segments win over parameters. */
export function matchRoute(pathname: string): Match | null {
  const asked = pathname.replace(/^\/api\/v1/, "");
  const matches = routeFiles().flatMap((route) => {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
    const pattern = route.path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "([^/]+)");
    const found = new RegExp(`^${pattern}$`).exec(asked);
    if (!found) return [];
    const params = names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]);
    return [{ ...route, params: Object.fromEntries(params) as Record<string, string> }];
  });
  return (
    matches.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0] ?? null
  );
}

export async function loadRoute(file: string): Promise<Record<string, Endpoint>> {
  return (await import(/* @vite-ignore */ file)) as Record<string, Endpoint>;
}

function toPath(file: string): string {
  const folder = file.split("/").slice(0, -1).join("/");
  return `/${folder.replace(/\[(\w+)\]/g, "{$1}")}`;
}
