// sdk.limits: what is left of each budget. It never leaves the isolate.
import type { SdkRoom } from "../room.ts";

export const limitsRoom: SdkRoom = { open: () => ({}) };
