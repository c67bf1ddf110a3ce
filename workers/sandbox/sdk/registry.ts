// Every namespace of the SDK. A new one is a new folder and one line here.
import { eventsRoom } from "./events/room.ts";
import { logRoom } from "./log/room.ts";
import type { SdkRoom } from "./room.ts";

export const sdkRooms: readonly SdkRoom[] = [eventsRoom, logRoom];
