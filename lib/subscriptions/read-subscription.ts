// A subscription as it may be saved: what the schema cannot say (the filter's grammar) is checked here.
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { failFilter } from "#lib/filters/fail-filter.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import { parseInput } from "#lib/shared/parse-input.ts";
import { mergePatch } from "#lib/subscriptions/merge-patch.ts";
import {
  type NewSubscription,
  newSubscriptionSchema,
  type SubscriptionFields,
  type SubscriptionPatch,
} from "#lib/subscriptions/subscription-schema.ts";

export function checkSubscription(input: NewSubscription): Result<SubscriptionFields> {
  if (input.filter === null) return succeed({ ...input, filter: null });
  const compiled = compileFilter(input.filter);
  if (!compiled.ok) return failFilter("filter", compiled.error);
  return succeed({ ...input, filter: compiled.filter.source });
}

/** What `current` becomes by `patch`; validated exactly as a new one. */
export function patchSubscription(
  current: SubscriptionFields,
  patch: SubscriptionPatch,
): Result<SubscriptionFields> {
  const merged = parseInput(newSubscriptionSchema, mergeFields(current, patch), "body");
  return merged.ok ? checkSubscription(merged.value) : merged;
}

/** A filter is one value, also as an object: half an old and half a new one would be nobody's. */
function mergeFields(current: SubscriptionFields, { filter, ...patch }: SubscriptionPatch) {
  const merged = mergePatch(current, patch);
  return filter === undefined ? merged : { ...merged, filter };
}
