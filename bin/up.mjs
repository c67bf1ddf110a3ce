// `npm start`: needs only Node 20 and npm, so nothing here or in up/ imports a package.
import { fileURLToPath } from "node:url";
import { EmbeddedProblem } from "../db/embedded/problem.mjs";
import { createProgress } from "./up/progress.mjs";
import { readSettings } from "./up/settings.mjs";
import { SetupError } from "./up/setup-error.mjs";
import { listenForStop } from "./up/signals.mjs";
import { startAndStay } from "./up/start.mjs";

const stop = listenForStop();
const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

/** @param {unknown} error @returns {number} the exit code */
function report(error) {
  if (stop.forced.aborted) return 1;
  if (stop.requested.aborted) return 0;
  const isPlain = error instanceof SetupError || error instanceof EmbeddedProblem;
  if (isPlain) console.error(`Scriptbus cannot run: ${error.message}`);
  else console.error("Scriptbus cannot run:", error);
  return 1;
}

try {
  const settings = readSettings(process.env, root);
  await startAndStay({ settings, stop, progress: createProgress() });
} catch (error) {
  process.exitCode = report(error);
}
process.exit();
