// From the form's text to a subscription; what is wrong is said at its field, in words for a person.
import { z } from "zod";
import { readDuration, readDurations } from "#components/subscriptions/duration-text.ts";
import type { Backoff } from "#lib/deliveries/backoff.ts";
import { newSubscriptionSchema } from "#lib/subscriptions/subscription-schema.ts";

const { eventType, orderingKey, priority, retryCount } = newSubscriptionSchema.shape;
const dayMs = 24 * 60 * 60 * 1000;

/** Boxes that are not ticked are not sent. */
const box = z.string().optional();

function whole(schema: z.ZodType<number>, message: string) {
  return z
    .string()
    .trim()
    .transform((text, context) => {
      const parsed = schema.safeParse(/^\d{1,10}$/.test(text) ? Number(text) : undefined);
      return parsed.success ? parsed.data : refuse(context, message);
    });
}

const duration = z.string().transform((text, context) => {
  const ms = readDuration(text);
  if (ms !== null && ms <= dayMs) return ms;
  return refuse(context, "A duration up to 24 h, such as 2 s, 5 min or 1 h");
});

const durations = z.string().transform((text, context) => {
  const list = readDurations(text);
  const isFine = list && list.length >= 1 && list.length <= 20 && Math.max(...list) <= dayMs;
  return isFine ? list : refuse(context, "1 to 20 durations up to 24 h, such as 10 s, 1 min, 1 h");
});

const factor = z
  .string()
  .trim()
  .transform((text, context) => {
    const number = /^\d{1,2}(\.\d{1,6})?$/.test(text) ? Number(text) : 0;
    return number >= 1 && number <= 10 ? number : refuse(context, "A number from 1 to 10");
  });

const backoffFields = z.discriminatedUnion("backoffKind", [
  z.object({
    backoffKind: z.literal("exponential"),
    baseDelay: duration,
    factor,
    maxDelay: duration,
  }),
  z.object({ backoffKind: z.literal("fixed"), delay: duration }),
  z.object({ backoffKind: z.literal("list"), delays: durations }),
]);

const ownFields = z.object({
  eventType: z.string().trim().min(1, "Choose an event type").pipe(eventType),
  filter: z
    .string()
    .trim()
    // A form sends its lines with CR and LF.
    .transform((text) => text.replaceAll("\r\n", "\n") || null),
  priority: whole(priority.unwrap(), "A whole number from 0 to 2,147,483,647"),
  retryCount: whole(retryCount.unwrap(), "A whole number from 0 to 20"),
  orderingKey: z
    .string()
    .trim()
    .transform((text) => text || null)
    .pipe(orderingKey.unwrap()),
  onLoop: box,
  active: box,
});

export const subscriptionFields = z.intersection(ownFields, backoffFields).transform((fields) => ({
  eventType: fields.eventType,
  filter: fields.filter,
  priority: fields.priority,
  retryCount: fields.retryCount,
  orderingKey: fields.orderingKey,
  backoff: backoffOf(fields),
  onLoop: fields.onLoop === "allow" ? ("allow" as const) : ("avoid" as const),
  active: fields.active === "true",
}));

function backoffOf(fields: z.output<typeof backoffFields>): Backoff {
  if (fields.backoffKind === "fixed") return { kind: "fixed", delayMs: fields.delay };
  if (fields.backoffKind === "list") return { kind: "list", delaysMs: fields.delays };
  const { baseDelay, factor: times, maxDelay } = fields;
  return { kind: "exponential", baseMs: baseDelay, factor: times, maxMs: maxDelay };
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}
