// package-lock.json must name every optional dependency that it promises. Some versions were published
// without a few of their per-platform packages; a lock made from them installs here and nowhere else.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @typedef {{ optionalDependencies?: Record<string, string> }} Entry */

const lockPath = fileURLToPath(new URL("../../package-lock.json", import.meta.url));

/**
 * Node looks for a package beside and above the one that asks.
 * @param {string} path @param {string} name @returns {string[]}
 */
function placesFor(path, name) {
  const places = [`${path === "" ? "" : `${path}/`}node_modules/${name}`];
  const parent = path.lastIndexOf("/node_modules/");
  if (path === "") return places;
  return [...places, ...placesFor(parent === -1 ? "" : path.slice(0, parent), name)];
}

/** @param {Record<string, Entry>} packages */
function missingEntries(packages) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !placesFor(path, name).some((place) => place in packages))
      .map((name) => `${path || "package.json"} names ${name}`),
  );
}

const missing = missingEntries(JSON.parse(readFileSync(lockPath, "utf8")).packages);
for (const line of missing) console.error(`package-lock.json has no entry: ${line}`);
if (missing.length > 0) process.exit(1);
console.log("Every optional dependency in package-lock.json has its entry.");
