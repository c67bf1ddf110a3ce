// sdk.events: the event being handled, and new events. `current` and `context` never leave the isolate.
import type { SdkRoom } from "../room.ts";
import { emit } from "./emit.ts";

export const eventsRoom: SdkRoom = {
  namespace: "events",
  guest: new URL("./guest.js", import.meta.url),
  docs: [
    {
      call: "sdk.events.current(): unknown",
      text: "The payload of the event being handled, a fresh copy at each call; null outside handlers.",
    },
    {
      call: "sdk.events.context(): EventContext",
      text: "The event's envelope without its data, and attempt, deliveryId, executionId, idempotencyKey, replay, tenant, script.",
    },
    {
      call: "sdk.events.emit(type: string, data: unknown, options?: { subject?: string; delayMs?: number }): Promise<{ id: string }>",
      text: "A new event of the same tenant, one hop further in the same chain. It is stored if and only if the run succeeds.",
    },
  ],
  open: () => ({ "events.emit": emit }),
};
