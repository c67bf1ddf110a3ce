// sdk.sleep on the host's side: the timer is the worker's, and goes when the run does.
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { defineCall } from "../define-call.ts";
import { sleepLimits } from "./limits.ts";

const rule = `ms is a number of milliseconds from 0 to ${sleepLimits.ms}`;

export const sleep = defineCall({
  usage: "sdk.sleep(ms)",
  args: z.tuple([z.number(rule).min(0, rule).max(sleepLimits.ms, rule)]),
  target: ([ms]) => `${ms} ms`,
  perform: async ({ run, args: [ms] }) => {
    // Of a run that is over nobody waits for the answer any more.
    await wait(ms, null, { signal: run.signal() }).catch(() => null);
  },
});
