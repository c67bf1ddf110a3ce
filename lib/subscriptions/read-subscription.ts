// A subscription as it may be saved: what the schema cannot say (the filter's grammar) is checked here.
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import { failField, parseInput } from "#lib/shared/parse-input.ts";
import { mergePatch } from "#lib/subscriptions/merge-patch.ts";
import {
  type NewSubscription,
  newSubscriptionSchema,
  type SubscriptionPatch,
} from "#lib/subscriptions/subscription-schema.ts";

export function checkSubscription(input: NewSubscription): Result<NewSubscription> {
  if (input.filter === null) return succeed(input);
  const compiled = compileFilter(input.filter);
  if (compiled.ok) return succeed(input);
  const { message, hint, line, column } = compiled.error;
  return failField("filter", hint ? `${message}. ${hint}` : message, { line, column });
}

/** What `current` becomes by `patch`; validated exactly as a new one. */
export function patchSubscription(
  current: NewSubscription,
  patch: SubscriptionPatch,
): Result<NewSubscription> {
  const merged = parseInput(newSubscriptionSchema, mergePatch(current, patch), "body");
  return merged.ok ? checkSubscription(merged.value) : merged;
}
