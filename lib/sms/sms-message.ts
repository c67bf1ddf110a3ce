// A text message of a script: what it asks for, what a provider made of it, and what is kept of it.
import type { NamedScript } from "#lib/scripts/named-script.ts";

/** `kept`: there is no provider, the outbox is all. `sending`: a provider is being asked, or the worker died meanwhile. */
export const smsStates = ["kept", "sending", "sent", "failed"] as const;
export type SmsState = (typeof smsStates)[number];

/** For how long a message can be seen; then it is removed, whatever became of it. */
export const smsKeptDays = 30;

export type SmsMessage = { to: string; message: string };

/** Which run of which script sends it. Of the same `onceKey` there is one message; null where there is no such key. */
export type SmsOrigin = {
  tenantId: string;
  scriptId: string;
  executionId: string;
  onceKey: string | null;
};

/** What became of it; `failed` with what the provider said, for the script's author. */
export type SmsOutcome =
  | { state: "kept" }
  | { state: "sent"; providerId: string }
  | { state: "failed"; error: string };

/** As the console lists it; `createdAt` is ISO 8601 UTC. `recipient` is masked for who may not read it in full. */
export type ListedSms = NamedScript & {
  id: string;
  executionId: string;
  recipient: string;
  message: string;
  provider: string;
  providerId: string | null;
  state: SmsState;
  error: string | null;
  createdAt: string;
};
