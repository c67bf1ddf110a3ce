// Who may import whom: the rules of .dependency-cruiser.mjs over all of our files. A cruiser that
// understands nothing finds nothing wrong, so it must also have seen every file there is.
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cruise } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { rooms as allRooms, forbidden, options, resolve } from "../../.dependency-cruiser.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rooms = allRooms.filter((room) => existsSync(`${root}/${room}`));

/** @param {string} room */
function filesIn(room) {
  return readdirSync(`${root}/${room}`, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/\.d\.ts$/.test(file))
    .map((file) => `${room}/${file}`);
}

async function cruiseRooms() {
  const tsConfig = extractTsConfig(`${root}/tsconfig.json`);
  const { output } = await cruise(
    rooms,
    { ...options, ruleSet: { forbidden }, validate: true },
    resolve,
    { tsConfig },
  );
  if (typeof output === "string") throw new Error(output);
  return output;
}

/** @param {import("dependency-cruiser").ICruiseResult} result */
function problems({ summary, modules }) {
  const seen = new Set(modules.map(({ source }) => source));
  const unseen = rooms.flatMap(filesIn).filter((file) => !seen.has(file));
  const violations = summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
  );
  return [...violations, ...unseen.map((file) => `the cruiser did not see ${file}`)];
}

process.chdir(root);
const result = await cruiseRooms();
const found = problems(result);
for (const line of found) console.error(line);
console.log(
  `${result.summary.totalCruised} modules, ${result.summary.totalDependenciesCruised} imports.`,
);
process.exitCode = found.length === 0 ? 0 : 1;
