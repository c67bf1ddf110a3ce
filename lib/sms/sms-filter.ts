// What the console's outbox can be asked for: the address of the page and of its live read.
import { z } from "zod";
import { pageQuery } from "#lib/shared/paging.ts";
import { idSchema, watchQuery } from "#lib/shared/schemas.ts";
import { smsStates } from "./sms-message.ts";

/** What people write between the digits of a number, and what is never kept. */
const between = /[\s()./-]/g;

/** `q` is a part of the recipient's number, written as people write it. */
export const smsFilterQuery = z.strictObject({
  ...pageQuery(),
  state: z.enum(smsStates).optional(),
  scriptId: idSchema.optional(),
  q: z
    .string()
    .max(64)
    .transform((text) => text.replace(between, "") || undefined)
    .optional(),
});
export type SmsFilter = z.output<typeof smsFilterQuery>;

export const liveSmsQuery = smsFilterQuery.extend({ watch: watchQuery });
