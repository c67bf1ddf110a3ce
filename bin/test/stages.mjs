// What `npm test` runs, in this order. A stage is one command or several; the last one decides what is counted.

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string[][]} commands the programs of node_modules/.bin, and `node` for our own
 * @property {"stage" | "vitest" | "playwright"} counts one for the whole stage, or the tests of its report
 * @property {number} withinMinutes
 */

/** @type {Stage[]} */
export const stages = [
  check("format and lint", ["biome", "check", "."]),
  check("lock", ["node", "bin/checks/lock-is-whole.mjs"]),
  check("architecture", ["node", "bin/checks/architecture.mjs"]),
  check("types", ["next", "typegen"], ["tsc", "--noEmit"]),
  check("dead code", ["knip"]),
  vitest("unit", 5),
  vitest("db", 15),
  vitest("sandbox", 9),
  {
    name: "e2e",
    commands: [["playwright", "test"]],
    counts: "playwright",
    withinMinutes: 25,
  },
];

/** What `npm run check` runs: all that needs neither database nor build. */
export const quickStages = [
  "format and lint",
  "lock",
  "architecture",
  "types",
  "dead code",
  "unit",
];

/** Where a stage's machine-readable report lies, from the clone's root. @param {string} name */
export function reportPath(name) {
  return `test-results/reports/${name}.json`;
}

/** @param {string} name @param {string[][]} commands @returns {Stage} */
function check(name, ...commands) {
  return { name, commands, counts: "stage", withinMinutes: 5 };
}

/** @param {string} name @param {number} withinMinutes @returns {Stage} */
function vitest(name, withinMinutes) {
  const report = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportPath(name)}`];
  const command = ["vitest", "run", "--project", name, "--passWithNoTests", ...report];
  return { name, commands: [command], counts: "vitest", withinMinutes };
}
