// sdk.sms.send on the host's side.
import { z } from "zod";
import { textProblem } from "#lib/events/json-text.ts";
import { maskRecipient, recipientPattern } from "#lib/sms/recipient.ts";
import type { SmsSender } from "#workers/sms/sms-sender.ts";
import { defineCall } from "../define-call.ts";
import { type SdkCall, SdkError } from "../room.ts";
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
      const origin = { tenantId, scriptId, executionId: run.executionId };
      const answer = await sender.send({ origin, message, mostPerDay: messagesPerDay });
      if (answer.state === "accepted") return { id: answer.id };
      if (answer.state === "failed") throw new SdkError("SmsError", answer.error);
      const most = `a tenant sends at most ${messagesPerDay} text messages in 24 hours`;
      throw new SdkError("SmsLimitError", most);
    },
  });
}
