// Which provider the instance's settings name: Twilio when it has an account, else the outbox.

import { outboxProvider } from "./outbox-provider.ts";
import type { SmsProvider } from "./sms-provider.ts";
import { type TwilioAccount, twilioProvider } from "./twilio-provider.ts";

export type SmsSettings = {
  TWILIO_ACCOUNT_SID?: string | undefined;
  TWILIO_AUTH_TOKEN?: string | undefined;
  TWILIO_FROM?: string | undefined;
  TWILIO_MESSAGING_SERVICE_SID?: string | undefined;
  TWILIO_API_URL: string;
};

/** Throws one clear line when an account is named and something it needs is missing. */
export function openSmsProvider(settings: SmsSettings): SmsProvider {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = settings;
  if (!accountSid) return outboxProvider;
  if (!authToken) throw new Error("TWILIO_ACCOUNT_SID is set, so TWILIO_AUTH_TOKEN must be too");
  const account = {
    apiUrl: settings.TWILIO_API_URL,
    accountSid,
    authToken,
    sender: senderOf(settings),
  };
  return twilioProvider({ account });
}

function senderOf({
  TWILIO_FROM: from,
  TWILIO_MESSAGING_SERVICE_SID: messagingServiceSid,
}: SmsSettings): TwilioAccount["sender"] {
  if (messagingServiceSid) return { messagingServiceSid };
  if (from) return { from };
  throw new Error(
    "TWILIO_ACCOUNT_SID is set, so TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID must be too",
  );
}
