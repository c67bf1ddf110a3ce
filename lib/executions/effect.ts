// One call of the sdk that left the isolate, as it is kept with its execution: what a run did, in its order.

export type Effect = {
  /** From 1, in the order of the calls. */
  seq: number;
  /** The call's name: `http.post`, `events.emit` … */
  kind: string;
  /** Whom or what it was about: a URL without its query's secrets, an event type, a key. */
  target: string;
  /** Milliseconds from the call to its answer. */
  ms: number;
  ok: boolean;
  /** `Name: message` of what the script was told. */
  error?: string;
  /** What came back, as JSON, cut. */
  result?: string;
  /** Bytes of the call's arguments and of its answer. */
  bytes?: number;
  /** The call was recorded and not performed. */
  dry?: true;
};

/** Characters of one effect's texts; whatever is longer is cut and marked. */
export const effectLimits = { target: 512, error: 1_024, result: 1_024 } as const;

export function cutText(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text;
}
