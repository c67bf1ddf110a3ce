// What the overview shows: the last hour of a tenant, and what waits now. Every count is bounded.
import type { ListedGroup } from "#lib/dead-letters/listed-letter.ts";

/** Counted no further than a bound; `capped` when there are more. */
export type Counted = { count: number; capped: boolean };

/** One minute of the last hour. Null where a capped count did not look. */
export type Minute = {
  /** Its beginning, ISO 8601. */
  at: string;
  events: number | null;
  succeeded: number | null;
  failed: number | null;
};

export type Runs = {
  succeeded: number;
  failed: number;
  /** Only the newest were looked at. */
  capped: boolean;
  /** Of those that succeeded or failed; null when there were none. */
  p95Ms: number | null;
};

/** How many deliveries are in a state, and for how long the oldest has been. */
export type Queued = Counted & { oldestMs: number | null };

export type Queue = {
  waiting: Queued;
  ready: Queued;
  /** Behind an older delivery of their ordering key. */
  held: Queued;
  running: Queued;
  scheduled: Counted & { nextInMs: number | null };
};

export type FailingScript = {
  scriptId: string;
  name: string;
  runs: number;
  failed: number;
  /** The version that is deployed fails: of its newest ten runs at least two did, or all. */
  isFailing: boolean;
  lastError: { name: string; message: string } | null;
  lastFailedAt: string;
  lastFailedExecutionId: string;
};

export type Overview = {
  /** The database's clock when this was read. */
  at: string;
  events: Counted;
  runs: Runs;
  queue: Queue;
  /** Events that the router has not looked at, although they are due. */
  unrouted: Queued;
  openLetters: Counted;
  /** Workers whose heart beats. */
  workers: number;
  /** With a failed run in the last hour, those that fail now first; at most twenty. */
  failingScripts: FailingScript[];
  /** Of open dead letters, the largest first; at most five. */
  openGroups: readonly ListedGroup[];
  /** Sixty, oldest first; the last one is the running minute. */
  minutes: Minute[];
};
