// `npm test`: everything there is, in a bare clone too. Names of stages as arguments run only those.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runStage } from "./test/run-stage.mjs";
import { quickStages, stages } from "./test/stages.mjs";
import { installPackages, isInstalled } from "./up/install.mjs";
import { createProgress } from "./up/progress.mjs";
import { listenForStop } from "./up/signals.mjs";

/** @typedef {import("./test/run-stage.mjs").StageResult} StageResult */

const root = fileURLToPath(new URL("..", import.meta.url));
const stop = listenForStop().requested;
const progress = createProgress();

/** @param {string[]} names */
function chosenStages(names) {
  const wanted = names.flatMap((name) => (name === "check" ? quickStages : [name]));
  const unknown = wanted.find((name) => !stages.some((stage) => stage.name === name));
  if (unknown) throw new Error(`There is no stage "${unknown}".`);
  return wanted.length === 0 ? stages : stages.filter(({ name }) => wanted.includes(name));
}

async function install() {
  const purpose = "developing";
  if (isInstalled(root, purpose)) return;
  await progress.during("Installing packages", () => installPackages({ root, purpose, stop }));
}

/** @param {import("./test/stages.mjs").Stage[]} chosen */
async function runAll(chosen) {
  mkdirSync(join(root, "test-results", "reports"), { recursive: true });
  /** @type {StageResult[]} */
  const results = [];
  for (const stage of chosen) {
    if (stop.aborted) break;
    progress.say(`── ${stage.name}`);
    results.push(await runStage(stage, { root, stop }));
  }
  return results;
}

/** @param {StageResult[]} results */
function summarize(results) {
  console.log("");
  for (const { name, passed, failed, skipped, flaky, seconds } of results) {
    const others = `${skipped ? `, ${skipped} skipped` : ""}${flaky ? `, ${flaky} flaky` : ""}`;
    const counts = `${passed} passed, ${failed} failed${others}`;
    console.log(
      `${failed ? "✗" : "✓"} ${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s  ${counts}`,
    );
  }
  const sum = (/** @type {"passed" | "failed"} */ key) =>
    results.reduce((all, one) => all + one[key], 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") === 0 && sum("passed") > 0;
}

const chosen = chosenStages(process.argv.slice(2));
await install();
const isGreen = summarize(await runAll(chosen));
process.exit(isGreen && !stop.aborted ? 0 : 1);
