// Runs one stage with its output on the screen and counts what passed.
import { readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { spawnLeashed } from "../../lib/platform/leash.mjs";
import { killGroup } from "../up/run-command.mjs";
import { reportPath } from "./stages.mjs";

/**
 * @typedef {import("./stages.mjs").Stage} Stage
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, flaky: number, seconds: number }} StageResult
 * @typedef {Pick<StageResult, "passed" | "failed" | "skipped" | "flaky">} Count
 */

/** @param {Stage} stage @param {{ root: string, stop: AbortSignal }} options @returns {Promise<StageResult>} */
export async function runStage(stage, { root, stop }) {
  const startedAt = performance.now();
  rmSync(join(root, reportPath(stage.name)), { force: true });
  let succeeded = true;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(stage.withinMinutes * 60_000)]);
  for (const command of stage.commands) {
    succeeded &&= await runToEnd(command, { root, signal });
  }
  if (signal.aborted) console.error(`${stage.name} was ended: ${signal.reason.message}`);
  const seconds = (performance.now() - startedAt) / 1000;
  return { name: stage.name, seconds, ...count(stage, root, succeeded) };
}

/** @param {string[]} command @param {{ root: string, signal: AbortSignal }} options @returns {Promise<boolean>} */
function runToEnd([program = "", ...args], { root, signal }) {
  if (signal.aborted) return Promise.resolve(false);
  const programs = join(root, "node_modules", ".bin");
  const env = { ...process.env, PATH: `${programs}${delimiter}${process.env["PATH"]}` };
  const child = spawnLeashed(join(programs, program), args, {
    cwd: root,
    env: { ...env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const onAbort = () => killGroup(child.pid, "SIGKILL");
  signal.addEventListener("abort", onAbort);
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => {
      signal.removeEventListener("abort", onAbort);
      resolve(code === 0);
    });
  });
}

/** A stage that failed counts a failure even when no test of its report did. @param {Stage} stage @param {string} root @param {boolean} succeeded @returns {Count} */
function count({ counts, name }, root, succeeded) {
  if (counts === "stage")
    return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0, flaky: 0 };
  const report = readReport(join(root, reportPath(name)));
  const tests = counts === "vitest" ? ofVitest(report) : ofPlaywright(report);
  return { ...tests, failed: succeeded ? tests.failed : Math.max(tests.failed, 1) };
}

/** @param {string} path */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null; // the runner ended before it could write one
  }
}

/**
 * @typedef {{ assertionResults: { status: string, failureMessages: string[] }[] }} VitestFile
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: VitestFile[] }} VitestReport
 */

/** A test that passed has messages of a failure when that was its second try. @param {VitestReport | null} report @returns {Count} */
function ofVitest(report) {
  if (!report) return { passed: 0, failed: 0, skipped: 0, flaky: 0 };
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    flaky: tests.filter((one) => one.status === "passed" && one.failureMessages.length > 0).length,
  };
}

/** @param {{ stats: Record<string, number> } | null} report @returns {Count} */
function ofPlaywright(report) {
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = report?.stats ?? {};
  return { passed: expected + flaky, failed: unexpected, skipped, flaky };
}
