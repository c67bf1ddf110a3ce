// The fields of the subscription form as text: what a person typed, what a new one begins with, what an old one has.
import { typedFilter } from "#components/filter-field/filter-layout.ts";
import type { Backoff } from "#lib/deliveries/backoff.ts";
import type { Subscription } from "#lib/subscriptions/subscription-schema.ts";
import { writeDuration } from "./duration-text.ts";

const blank = {
  eventType: "",
  filter: "",
  priority: "",
  retryCount: "",
  backoffKind: "",
  baseDelay: "",
  factor: "",
  maxDelay: "",
  delay: "",
  delays: "",
  orderingKey: "",
  /** Ticked or absent, as boxes are sent. */
  onLoop: "",
  active: "",
};

export type FormFields = typeof blank;

/** Also what stands in the fields of the kinds of backoff that are not chosen. */
export const newFields: FormFields = {
  ...blank,
  priority: "100",
  retryCount: "3",
  backoffKind: "exponential",
  baseDelay: "2 s",
  factor: "2",
  maxDelay: "1 h",
  delay: "30 s",
  delays: "10 s, 1 min, 10 min",
  active: "true",
};

export function fieldsOf(subscription: Subscription): FormFields {
  const { eventType, filter, priority, retryCount, backoff, orderingKey, onLoop } = subscription;
  return {
    ...newFields,
    eventType,
    filter: filter === null ? "" : typedFilter(filter),
    priority: String(priority),
    retryCount: String(retryCount),
    ...backoffFields(backoff),
    orderingKey: orderingKey ?? "",
    onLoop: onLoop === "allow" ? "allow" : "",
    active: subscription.active ? "true" : "",
  };
}

function backoffFields(backoff: Backoff): Partial<FormFields> {
  const backoffKind = backoff.kind;
  if (backoff.kind === "fixed") return { backoffKind, delay: writeDuration(backoff.delayMs) };
  if (backoff.kind === "list") {
    return { backoffKind, delays: backoff.delaysMs.map(writeDuration).join(", ") };
  }
  return {
    backoffKind,
    baseDelay: writeDuration(backoff.baseMs),
    factor: String(backoff.factor),
    maxDelay: writeDuration(backoff.maxMs),
  };
}

/** What was sent, whatever else was sent with it. */
export function sentFields(sent: Readonly<Record<string, string>>): FormFields {
  const fields = { ...blank };
  for (const name of Object.keys(blank) as (keyof FormFields)[]) fields[name] = sent[name] ?? "";
  return fields;
}

/** True when something behind "More options" is not as it is for a new one. */
export function hasMoreOptions(fields: FormFields): boolean {
  const names = [
    "backoffKind",
    "baseDelay",
    "factor",
    "maxDelay",
    "orderingKey",
    "onLoop",
  ] as const;
  return names.some((name) => fields[name] !== newFields[name]);
}
