// sdk.log and console: lines that belong to the execution.
import type { SdkRoom } from "../room.ts";
import { writeLogLine } from "./write-log-line.ts";

export const logRoom: SdkRoom = {
  namespace: "log",
  guest: new URL("./guest.js", import.meta.url),
  docs: [
    {
      call: "sdk.log.debug | info | warn | error(message: unknown, data?: unknown): void",
      text: "A line in the execution's log. `data` is any JSON value. Past the run's limit the log is cut and marked.",
    },
    {
      call: "console.debug | log | info | warn | error | trace(...values: unknown[]): void",
      text: "The same log, with the values printed into one message.",
    },
  ],
  open: () => ({ "log.write": writeLogLine }),
};
