// What was done about a dead letter, newest first: its replays with the delivery and the last run of each. Pure.
import type {
  LetterAttempt,
  LetterDelivery,
  LetterDetail,
  LetterReplaySummary,
} from "#lib/dead-letters/listed-letter.ts";

export type Repair = {
  replay: LetterReplaySummary;
  /** Null when it is older than what is kept. */
  deliveryId: string | null;
  /** Null while it waits for its first run. */
  lastRun: LetterAttempt | null;
  /** Of a delivery that has not finished. */
  waiting: LetterDelivery["state"] | null;
};

/** Replays of one letter follow each other and ids are ordered by time: a run belongs to the last replay before it. */
export function matchRepairs({
  history,
  replays,
  delivery,
}: Pick<LetterDetail, "history" | "replays" | "delivery">): Repair[] {
  return replays.map((replay, index) => {
    const next = replays[index - 1];
    const runs = history.filter(
      ({ id, trigger }) => trigger === "replay" && id > replay.id && (!next || id < next.id),
    );
    const lastRun = runs.at(-1) ?? null;
    const isCurrent = index === 0 && delivery !== null;
    return {
      replay,
      deliveryId: isCurrent ? delivery.id : (lastRun?.deliveryId ?? null),
      lastRun,
      waiting: isCurrent ? delivery.state : null,
    };
  });
}
