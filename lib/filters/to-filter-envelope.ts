// An event as it was read from the database → what a filter may read of its envelope.
import type { FilterEnvelope } from "./filter-envelope.ts";

export type StoredEnvelope = {
  type: string;
  source: string;
  subject: string | null;
  time: Date;
  hop: number;
  replayOf: string | null;
};

export function toFilterEnvelope(event: StoredEnvelope): FilterEnvelope {
  return {
    type: event.type,
    source: event.source,
    subject: event.subject,
    time: event.time.toISOString(),
    hop: event.hop,
    replay: event.replayOf !== null,
  };
}
