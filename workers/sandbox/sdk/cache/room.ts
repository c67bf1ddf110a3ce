// sdk.cache: what a tenant's scripts keep for a while, for each other and for their next runs.
import type { SdkRoom } from "../room.ts";
import { cacheCalls } from "./calls.ts";

export const cacheRoom: SdkRoom = { open: ({ cache }) => cacheCalls(cache) };
