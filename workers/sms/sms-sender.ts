// Sends a script's text message: a row in the outbox first, so that nothing goes out that nobody can see, then the provider.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { finishSms, reserveSms } from "#db/repositories/sms-outbox.ts";
import { hideRecipient } from "#lib/sms/recipient.ts";
import type { SmsMessage, SmsOrigin, SmsOutcome } from "#lib/sms/sms-message.ts";
import type { SmsProvider } from "./sms-provider.ts";

export type SmsRequest = { origin: SmsOrigin; message: SmsMessage; mostPerDay: number };

/** `full`: the tenant has had its messages of the last 24 hours. */
export type SmsAnswer = { state: "accepted"; id: string } | { state: "full" } | SmsRefusal;
type SmsRefusal = Extract<SmsOutcome, { state: "failed" }>;

export type SmsSender = { send: (request: SmsRequest) => Promise<SmsAnswer> };

type Means = { sql: Sql; log: Pick<Logger, "warn">; provider: SmsProvider };

export function createSmsSender({ sql, log, provider }: Means): SmsSender {
  return {
    async send({ origin, message, mostPerDay }) {
      const state = provider.name === "outbox" ? "kept" : "sending";
      const row = { ...origin, ...message, provider: provider.name, state } as const;
      const id = await reserveSms(sql, row, mostPerDay);
      if (id === null) return { state: "full" };
      const outcome = hiding(await provider.send(message), message.to);
      if (outcome.state !== state) await finishSms(sql, id, outcome);
      if (outcome.state !== "failed") return { state: "accepted", id };
      const { tenantId, executionId } = origin;
      log.warn({ tenantId, executionId, smsId: id, error: outcome.error }, "a text message failed");
      return outcome;
    },
  };
}

function hiding(outcome: SmsOutcome, recipient: string): SmsOutcome {
  if (outcome.state !== "failed") return outcome;
  return { state: "failed", error: hideRecipient(outcome.error, recipient) };
}
