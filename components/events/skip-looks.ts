// Why a subscription got no delivery of an event, in plain words. A new reason gets its row here.
import type { BadgeLook } from "#components/ui/badge.tsx";

export type SkipLook = BadgeLook & {
  /** A whole sentence. */
  sentence: string;
};

const looks: Readonly<Record<string, SkipLook>> = {
  filter: {
    tone: "slate",
    icon: "funnel",
    word: "Filter",
    sentence: "Its filter is not true for this event.",
  },
  inactive: {
    tone: "slate",
    icon: "circle-pause",
    word: "Inactive",
    sentence: "The subscription was switched off when the event came in.",
  },
  loop: {
    tone: "violet",
    icon: "repeat",
    word: "Loop guard",
    sentence: "The chain that led to this event has been through this subscription before.",
  },
  invalid_filter: {
    tone: "amber",
    icon: "triangle-alert",
    word: "Broken filter",
    sentence: "Its stored filter could not be read. Save the subscription anew.",
  },
  tenant_off: {
    tone: "slate",
    icon: "ban",
    word: "Tenant off",
    sentence: "The tenant was outside of the rollout when the event came in.",
  },
  paused: {
    tone: "violet",
    icon: "pause",
    word: "Paused",
    sentence: "The script or the subscription was being drained.",
  },
  limit: {
    tone: "amber",
    icon: "gauge",
    word: "Limit",
    sentence: "A limit of the tenant was reached.",
  },
};

export function skipLook(reason: string): SkipLook {
  const unknown: SkipLook = { tone: "slate", icon: "minus", word: reason, sentence: "" };
  return Object.hasOwn(looks, reason) ? (looks[reason] ?? unknown) : unknown;
}
