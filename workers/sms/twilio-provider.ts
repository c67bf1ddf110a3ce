// Text messages by Twilio's REST API (https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource).
// One request for one message: it is never repeated here, because Twilio would send the message again.
import { z } from "zod";
import type { SmsMessage, SmsOutcome } from "#lib/sms/sms-message.ts";
import type { SmsProvider } from "./sms-provider.ts";

export type TwilioAccount = {
  apiUrl: string;
  accountSid: string;
  authToken: string;
  /** A number of the account, or the SID of a messaging service that chooses one. */
  sender: { from: string } | { messagingServiceSid: string };
};

export type TwilioOptions = { account: TwilioAccount; timeoutMs?: number };

const longestWaitMs = 10_000;
const longestAnswerBytes = 64 * 1024;
const longestReason = 500;

const created = z.object({
  sid: z.string().min(1).max(64),
  status: z.string(),
  error_code: z.union([z.number(), z.string()]).nullish(),
  error_message: z.string().nullish(),
});
const refused = z.object({ code: z.number(), message: z.string() });

export function twilioProvider({ account, timeoutMs = longestWaitMs }: TwilioOptions): SmsProvider {
  return {
    name: "twilio",
    send: async (message) => {
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        const response = await fetch(messagesUrl(account), requestOf(account, message, signal));
        return readOutcome(response.status, parseJson(await readText(response)));
      } catch (error) {
        return failed(reasonOf(error));
      }
    },
  };
}

function messagesUrl({ apiUrl, accountSid }: TwilioAccount): URL {
  return new URL(`/2010-04-01/Accounts/${accountSid}/Messages.json`, apiUrl);
}

function requestOf(
  { accountSid, authToken, sender }: TwilioAccount,
  { to, message }: SmsMessage,
  signal: AbortSignal,
): RequestInit {
  const credentials = Buffer.from(`${accountSid}:${authToken}`).toString("base64");
  const from =
    "from" in sender ? { From: sender.from } : { MessagingServiceSid: sender.messagingServiceSid };
  return {
    method: "POST",
    headers: { authorization: `Basic ${credentials}`, accept: "application/json" },
    body: new URLSearchParams({ To: to, ...from, Body: message }),
    // Elsewhere than where the operator said nobody may learn the credentials.
    redirect: "error",
    signal,
  };
}

/** No more than an answer of Twilio's can have. */
async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > longestAnswerBytes) throw new Error("the answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readOutcome(status: number, body: unknown): SmsOutcome {
  if (status === 201 || status === 200) return readCreated(body);
  const { data } = refused.safeParse(body);
  const said = data ? `: ${data.message} (${data.code})` : "";
  if (status === 429) return failed(`Twilio takes no more messages now (429)${said}`);
  if (status >= 500) return failed(`Twilio could not do it (${status})${said}`);
  return failed(`Twilio refused the message (${status})${said}`);
}

/** Twilio answers 201 before it has sent the message, now and then knowing already that it will not. */
function readCreated(body: unknown): SmsOutcome {
  const { data } = created.safeParse(body);
  if (!data) return failed("Twilio's answer cannot be read; the message may have been sent");
  if (data.status !== "failed" && data.status !== "undelivered") {
    return { state: "sent", providerId: data.sid };
  }
  const why = data.error_message ?? "no reason given";
  return failed(`Twilio could not deliver the message: ${why} (${data.error_code ?? "no code"})`);
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") {
    return "Twilio did not answer in time; the message may have been sent";
  }
  const { cause } = error as { cause?: { code?: unknown } };
  const code = typeof cause?.code === "string" ? ` (${cause.code})` : "";
  return `Twilio cannot be reached${code}; the message may have been sent`;
}

function failed(error: string): SmsOutcome {
  return { state: "failed", error: error.slice(0, longestReason) };
}
