// Dead letters as the console shows them: grouped, listed, and one with its history.
import type { LetterGroup, LetterQuery } from "#lib/dead-letters/letter-schema.ts";
import type { Attempt } from "#lib/executions/execution-detail.ts";
import type { Page } from "#lib/shared/paging.ts";

export type LetterState = NonNullable<LetterQuery["state"]>;

export type ListedLetter = {
  id: string;
  state: LetterState;
  scriptId: string;
  /** Null when the script is gone without a trace. */
  scriptName: string | null;
  version: number;
  eventType: string;
  attempts: number;
  fingerprint: string;
  /** The message is cut in lists. */
  error: { name: string; message: string };
  createdAt: string;
  updatedAt: string;
};

export type ListedGroup = LetterGroup & { scriptName: string | null };

/** `capped`: only the newest 20,000 letters were grouped; there are more. */
export type LetterGroups = { items: ListedGroup[]; more: boolean; capped: boolean };

/** `newest` of the same delivery's event and subscription comes last; replays are among them. */
export type LetterAttempt = Attempt & { trigger: "event" | "http" | "test" | "replay" };

export type LetterReplaySummary = {
  id: string;
  actor: string;
  reason: string;
  createdAt: string;
  outcome: "running" | "succeeded" | "failed";
};

export type LetterDetail = ListedLetter & {
  deliveryId: string;
  eventId: string;
  subscriptionId: string;
  maxAttempts: number;
  /** False when the script or the subscription was deleted: nobody is left to run it again. */
  replayable: boolean;
  /** Oldest first. */
  history: readonly LetterAttempt[];
  lastReplay: LetterReplaySummary | null;
};

export type LetterListPage = Page<ListedLetter>;
