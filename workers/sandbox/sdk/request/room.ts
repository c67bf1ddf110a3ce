// sdk.request: the HTTP request that an endpoint answers. It never leaves the isolate.
import type { SdkRoom } from "../room.ts";

export const requestRoom: SdkRoom = { open: () => ({}) };
