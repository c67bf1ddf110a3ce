// sdk.sleep: waits for a moment without using the run's CPU time.
import type { SdkRoom } from "../room.ts";
import { sleep } from "./sleep.ts";

export const sleepRoom: SdkRoom = { open: () => ({ sleep }) };
