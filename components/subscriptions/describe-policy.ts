// When and how often the script runs for what matches, in one line.
import { formatPlural } from "#components/ui/format.ts";
import { type Backoff, defaultBackoff } from "#lib/deliveries/backoff.ts";
import type { Subscription } from "#lib/subscriptions/subscription-schema.ts";
import { writeDuration } from "./duration-text.ts";

type Policy = Pick<
  Subscription,
  "priority" | "retryCount" | "backoff" | "orderingKey" | "onLoop" | "breaker"
>;

export function describePolicy(policy: Policy): string {
  const { priority, orderingKey, onLoop, breaker } = policy;
  const parts = [
    `Priority ${priority}`,
    describeRetries(policy),
    orderingKey ? `in order of ${orderingKey}` : "",
    onLoop === "allow" ? "loops allowed" : "",
    breaker === "off" ? "breaker off" : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function describeRetries({ retryCount, backoff }: Policy): string {
  if (retryCount === 0) return "no retries";
  const retries = formatPlural(retryCount, "retry", "retries");
  return `${retries}, ${describeBackoff(backoff)}`;
}

function describeBackoff(backoff: Backoff): string {
  if (backoff.kind === "fixed") return `${writeDuration(backoff.delayMs)} apart`;
  if (backoff.kind === "list") return `after ${backoff.delaysMs.map(writeDuration).join(", ")}`;
  const { baseMs, factor, maxMs } = backoff;
  if (isDefault(backoff)) return "exponential";
  return `exponential from ${writeDuration(baseMs)} × ${factor} up to ${writeDuration(maxMs)}`;
}

function isDefault(backoff: Backoff): boolean {
  return Object.entries(defaultBackoff).every(
    ([name, value]) => backoff[name as keyof Backoff] === value,
  );
}
