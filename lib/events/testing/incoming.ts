// An event as the door hands it to the store, for tests that begin behind the door.
import type { IncomingEvent } from "#lib/events/event-input.ts";

export function incomingEvent(fields: Partial<IncomingEvent> = {}): IncomingEvent {
  return {
    type: "a.b",
    source: "test",
    externalId: null,
    subject: null,
    time: null,
    traceparent: null,
    extensions: null,
    dataJson: "{}",
    ...fields,
  };
}
