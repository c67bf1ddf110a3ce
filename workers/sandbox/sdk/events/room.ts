// sdk.events: the event being handled, new events, and subscriptions of the script itself. `current` and `context` never
// leave the isolate.
import type { SdkRoom } from "../room.ts";
import { emit } from "./emit.ts";
import { defineSubscribe } from "./subscribe.ts";

export const eventsRoom: SdkRoom = {
  open: ({ subscriptions }) => ({
    "events.emit": emit,
    "events.subscribe": defineSubscribe(subscriptions),
  }),
};
