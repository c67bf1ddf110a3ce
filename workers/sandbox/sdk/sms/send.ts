// sdk.sms.send on the host's side.
import { createHash } from "node:crypto";
import { z } from "zod";
import { textProblem } from "#lib/events/json-text.ts";
import { maskRecipient, recipientPattern } from "#lib/sms/recipient.ts";
import type { SmsMessage } from "#lib/sms/sms-message.ts";
import type { SmsSender } from "#workers/sms/sms-sender.ts";
import { defineCall } from "../define-call.ts";
import { idempotencyKeyOf } from "../idempotency-key.ts";
import { type HostRun, type SdkCall, SdkError } from "../room.ts";
import { smsLimits } from "./limits.ts";

const { messageChars, messagesPerDay } = smsLimits;
const recipientRule = 'must be a number like "+4917012345678": + and 7 to 15 digits';
const messageRule = `must be a text of 1 to ${messageChars} characters`;

const sms = z.strictObject(
  {
    to: z.string(recipientRule).regex(recipientPattern, recipientRule),
    message: z
      .string(messageRule)
      .min(1, messageRule)
      .max(messageChars, messageRule)
      .superRefine((text, context) => {
        const problem = textProblem(text);
        if (problem) context.addIssue({ code: "custom", message: problem });
      }),
  },
  {
    error: ({ code, keys }) =>
      code === "unrecognized_keys"
        ? `there is no "${String(keys?.[0]).slice(0, 64)}" here`
        : "takes an object { to, message }",
  },
);

export function defineSend(sender: SmsSender): SdkCall {
  return defineCall({
    usage: "sdk.sms.send({ to, message })",
    args: z.tuple([sms]),
    budget: "smsMessages",
    target: ([{ to }]) => maskRecipient(to),
    rehearse: () => ({ id: "dry-run" }),
    perform: async ({ run, args: [message] }) => {
      const { tenantId, scriptId } = run.script;
      const onceKey = onceKeyOf(run, message);
      const origin = { tenantId, scriptId, executionId: run.executionId, onceKey };
      const answer = await sender.send({ origin, message, mostPerDay: messagesPerDay });
      if (answer.state === "accepted") return { id: answer.id };
      if (answer.state === "failed") throw new SdkError("SmsError", answer.error);
      const most = `a tenant sends at most ${messagesPerDay} text messages in 24 hours`;
      throw new SdkError("SmsLimitError", most);
    },
  });
}

/** The same message once for a delivery, whichever attempt sends it; sent twice by one run, it is two messages. */
function onceKeyOf(run: HostRun, { to, message }: SmsMessage): string | null {
  const key = idempotencyKeyOf(run);
  if (key === null) return null;
  const digest = createHash("sha256").update(`${to} ${message}`).digest("base64url");
  const counts = run.keep("sms", () => new Map<string, number>());
  const count = (counts.get(digest) ?? 0) + 1;
  counts.set(digest, count);
  return `${key}:${digest}:${count}`;
}
