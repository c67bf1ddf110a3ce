// Who delivers text messages. Every implementation passes testing/sms-provider-suite.ts.
import type { SmsMessage, SmsOutcome } from "#lib/sms/sms-message.ts";

export type SmsProvider = {
  /** As the outbox names it. */
  readonly name: string;
  /** Asks once. Never rejects: whatever goes wrong is an outcome; none of them names the provider's credentials. */
  send: (message: SmsMessage) => Promise<SmsOutcome>;
};
