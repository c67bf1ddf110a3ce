// The sandbox child: holds isolates and nothing else. It has no credential, no environment and one pipe to its parent.
import { Worker } from "node:worker_threads";
import { defaultRunLimits } from "#lib/executions/run-limits.ts";
import { BatchRunner } from "./child/batch-runner.ts";
import { Heartbeat } from "./child/heartbeat.ts";
import { IsolateStore } from "./child/isolate-store.ts";
import { Outbox } from "./child/outbox.ts";
import { Report } from "./child/report.ts";
import { SoloScripts } from "./child/solo-scripts.ts";
import { type ChildRequest, lines, type PackedBatch } from "./protocol.ts";

const megabyte = 1024 * 1024;
/** Room for the child's own work above the script's heap: spare isolates, messages, garbage. */
const fenceSlack = 96 * megabyte;

const heartbeat = new Heartbeat();
const outbox = new Outbox();
const tools = {
  heartbeat,
  outbox,
  report: new Report(),
  solo: new SoloScripts(),
  store: new IsolateStore(defaultRunLimits.heapBytes, outbox),
};
let runner: BatchRunner | null = null;

process.on("message", (request: ChildRequest) => {
  if (request.kind === "batch") run(request);
  else runner?.resume(request.replies);
});
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));

await startWatchdog();
await tools.store.refill();
tools.report.say(lines.up());

function run(batch: PackedBatch): void {
  heartbeat.wake(process.memoryUsage.rss() + batch.limits.heapBytes + fenceSlack);
  runner = new BatchRunner(batch, tools, () => {
    heartbeat.sleep();
    runner = null;
    setImmediate(() => tools.store.refill());
  });
  runner.pump();
}

function startWatchdog(): Promise<void> {
  const watchdog = new Worker(new URL("./child/watchdog.ts", import.meta.url), {
    workerData: {
      heartbeat: heartbeat.memory,
      outbox: outbox.memory,
      report: tools.report.memory,
    },
  });
  return new Promise((resolve, reject) => {
    watchdog.once("online", resolve);
    watchdog.once("error", reject);
  });
}
