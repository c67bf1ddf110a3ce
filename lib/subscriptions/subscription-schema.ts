// What a subscription looks like from outside, and what may be sent about one.
import { z } from "zod";
import { type Backoff, defaultBackoff } from "#lib/deliveries/backoff.ts";
import { eventPatternProblem } from "#lib/events/event-type.ts";
import { filterSchema } from "#lib/filters/filter-schema.ts";
import { idSchema, instantSchema } from "#lib/shared/schemas.ts";
import { orderingKeyProblem } from "#lib/subscriptions/ordering-key.ts";

const dayMs = 24 * 60 * 60 * 1000;
const delay = z.int().min(0).max(dayMs);

/** Delays of at most a day, as for RetryAfterError. */
const backoffSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("exponential"),
    baseMs: delay.default(2_000),
    factor: z.number().min(1).max(10).default(2),
    maxMs: delay.default(3_600_000),
  }),
  z.strictObject({ kind: z.literal("fixed"), delayMs: delay }),
  z.strictObject({ kind: z.literal("list"), delaysMs: z.array(delay).min(1).max(20).readonly() }),
]);

/** A text that `problemOf` finds nothing wrong with. */
function checkedText(problemOf: (text: string) => string | null) {
  return z.string().superRefine((text, context) => {
    const message = problemOf(text);
    if (message) context.addIssue({ code: "custom", message });
  });
}

const fields = {
  eventType: checkedText(eventPatternProblem).meta({
    description: "An event type, `prefix.*` or `*`",
  }),
  filter: filterSchema.nullable().default(null),
  priority: z.int().min(0).max(2_147_483_647).default(100).meta({ description: "0 runs first" }),
  retryCount: z.int().min(0).max(20).default(3),
  backoff: backoffSchema.default(defaultBackoff as Extract<Backoff, { kind: "exponential" }>),
  breaker: z.enum(["on", "off"]).default("on"),
  orderingKey: checkedText(orderingKeyProblem)
    .nullable()
    .default(null)
    .meta({ description: "A path such as `$.orderId`: one at a time for each value" }),
  onLoop: z.enum(["avoid", "allow"]).default("avoid"),
  active: z.boolean().default(true),
};

export const newSubscriptionSchema = z.strictObject({ scriptId: idSchema, ...fields });
export type NewSubscription = z.output<typeof newSubscriptionSchema>;

/** What a person sets, as it is stored: a filter that is a JSON object as its text. */
export type SubscriptionFields = WithFilterText<NewSubscription>;
type WithFilterText<Fields> = Omit<Fields, "filter"> & { filter: string | null };

/** A JSON merge patch (RFC 7396): what it names is replaced, null stands for the default. */
export const subscriptionPatchSchema = z
  .partialRecord(z.enum(Object.keys(fields) as [keyof typeof fields]), z.unknown())
  .meta({
    description: "Any fields of a subscription but scriptId; null restores a field's default",
  });
export type SubscriptionPatch = z.output<typeof subscriptionPatchSchema>;

export const subscriptionSchema = z
  .object({
    id: idSchema,
    scriptId: idSchema,
    eventType: z.string(),
    filter: filterSchema.nullable(),
    priority: z.int(),
    retryCount: z.int(),
    backoff: backoffSchema,
    breaker: z.enum(["on", "off"]),
    orderingKey: z.string().nullable(),
    onLoop: z.enum(["avoid", "allow"]),
    active: z.boolean(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: "Subscription" });
export type SubscriptionView = z.output<typeof subscriptionSchema>;
export type Subscription = WithFilterText<SubscriptionView>;

export const savedSubscriptionSchema = subscriptionSchema
  .extend({ warnings: z.array(z.string()) })
  .meta({ id: "SavedSubscription" });
export type SavedSubscription = WithFilterText<z.output<typeof savedSubscriptionSchema>>;
