// Dead letters as the console shows them: grouped, listed, and one with its history.
import type { LetterGroup, LetterState } from "#lib/dead-letters/letter-schema.ts";
import type { Attempt } from "#lib/executions/execution-detail.ts";
import type { ExecutionTrigger } from "#lib/executions/execution-schema.ts";
import type { NamedScript } from "#lib/scripts/named-script.ts";
import type { Page } from "#lib/shared/paging.ts";

export type ListedLetter = NamedScript & {
  id: string;
  state: LetterState;
  version: number;
  eventType: string;
  attempts: number;
  fingerprint: string;
  /** The message is cut in lists. */
  error: { name: string; message: string };
  /** False when the script or the subscription was deleted: nobody is left to run it again. */
  replayable: boolean;
  createdAt: string;
  updatedAt: string;
};

/** `id` is made of what the group is of: one error in one script. */
export type ListedGroup = LetterGroup & NamedScript & { id: string };

/** `more`: there are further groups; `capped`: only the newest 20,000 letters were looked at. */
export type LetterGroups = {
  items: ListedGroup[];
  nextCursor: null;
  more: boolean;
  capped: boolean;
};

export type LetterAttempt = Attempt & {
  trigger: ExecutionTrigger;
  deliveryId: string | null;
  version: number;
};

export type LetterReplaySummary = {
  id: string;
  actor: string;
  reason: string;
  createdAt: string;
  outcome: "running" | "succeeded" | "failed";
};

export type LetterDiscard = { actor: string; reason: string; createdAt: string };

/** The delivery of a replay that has not finished. */
export type LetterDelivery = { id: string; state: "waiting" | "ready" | "running" | "scheduled" };

export type LetterDetail = ListedLetter & {
  deliveryId: string;
  eventId: string;
  subscriptionId: string;
  maxAttempts: number;
  /** The attempts of its delivery and of its replays, oldest first. */
  history: readonly LetterAttempt[];
  /** Newest first. */
  replays: readonly LetterReplaySummary[];
  delivery: LetterDelivery | null;
  discard: LetterDiscard | null;
};

/** `searchedTo`: the list looked back no further than this, although it is not full. */
export type LetterListPage = Page<ListedLetter> & { searchedTo?: string };
