// sdk.events: the event being handled, and new events. `current` and `context` never leave the isolate.
import type { SdkRoom } from "../room.ts";
import { emit } from "./emit.ts";

export const eventsRoom: SdkRoom = { open: () => ({ "events.emit": emit }) };
