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
      const reserved = await reserveSms(sql, row, mostPerDay);
      if (reserved === null) return { state: "full" };
      const { id, isDue } = reserved;
      if (!isDue) return { state: "accepted", id };
      const outcome = hiding(await provider.send(message), message.to);
      const sent = { tenantId: origin.tenantId, executionId: origin.executionId, smsId: id };
      if (outcome.state !== state) {
        // It has gone out: a script that heard otherwise would send it again.
        await finishSms(sql, { tenantId: origin.tenantId, id }, outcome).catch((err: unknown) =>
          log.warn({ ...sent, err }, "what became of a text message was not kept"),
        );
      }
      if (outcome.state !== "failed") return { state: "accepted", id };
      log.warn({ ...sent, error: outcome.error }, "a text message failed");
      return outcome;
    },
  };
}

function hiding(outcome: SmsOutcome, recipient: string): SmsOutcome {
  if (outcome.state !== "failed") return outcome;
  return { state: "failed", error: hideRecipient(outcome.error, recipient) };
}
