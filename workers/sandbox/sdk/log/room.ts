// sdk.log and console: lines that belong to the execution.
import type { SdkRoom } from "../room.ts";
import { writeLogLine } from "./write-log-line.ts";

export const logRoom: SdkRoom = { open: () => ({}), tells: { "log.write": writeLogLine } };
