// The sandbox child: holds isolates and nothing else. It has no credential, no environment and one pipe to its parent.
import { Worker } from "node:worker_threads";
import { defaultRunLimits } from "#lib/executions/run-limits.ts";
import { CpuMeter } from "./child/cpu-meter.ts";
import { Heartbeat } from "./child/heartbeat.ts";
import { IsolateStore } from "./child/isolate-store.ts";
import { Outbox } from "./child/outbox.ts";
import { Report } from "./child/report.ts";
import { Runners } from "./child/runners.ts";
import { SoloScripts } from "./child/solo-scripts.ts";
import { type ChildRequest, lines } from "./protocol.ts";

const heartbeat = new Heartbeat();
const outbox = new Outbox();
const report = new Report();
const onLong = (line: string): number => report.takeLong(outbox, line);
const tools = {
  heartbeat,
  outbox,
  report,
  meter: new CpuMeter(),
  solo: new SoloScripts(),
  store: new IsolateStore(defaultRunLimits.heapBytes, { outbox, onLong }),
};
const runners = new Runners(tools);

process.on("message", (request: ChildRequest) => runners.hear(request));
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));

await startWatchdog();
await tools.store.refill();
report.say(lines.up());

function startWatchdog(): Promise<void> {
  const watchdog = new Worker(new URL("./child/watchdog.ts", import.meta.url), {
    workerData: {
      heartbeat: heartbeat.memory,
      outbox: outbox.memory,
      report: report.memory,
    },
  });
  return new Promise((resolve, reject) => {
    watchdog.once("online", resolve);
    watchdog.once("error", reject);
  });
}
