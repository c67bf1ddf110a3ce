// What became of an event, as one word: from its status and from where its deliveries are.
import type { BadgeLook } from "#components/ui/badge.tsx";
import { formatNumber } from "#components/ui/format.ts";
import type { ListedEvent } from "#lib/events/listed-event.ts";

type Judged = Pick<ListedEvent, "status" | "outcomes">;

export function eventOutcome({ status, outcomes }: Judged): BadgeLook & { title: string } {
  if (status === "unrouted") {
    return {
      tone: "grey",
      icon: "circle-dashed",
      word: "Not routed yet",
      title: "The router has not looked for its subscribers",
    };
  }
  if (status === "no_subscriber") {
    return {
      tone: "slate",
      icon: "minus",
      word: "No subscriber",
      title: "No subscription matched when it came in",
    };
  }
  return deliveredOutcome(outcomes);
}

function deliveredOutcome(outcomes: ListedEvent["outcomes"]): BadgeLook & { title: string } {
  const { unfinished, dead, succeeded, cancelled } = outcomes;
  const title = inWords(outcomes);
  if (unfinished > 0) {
    return { tone: "blue", icon: "loader", word: "In progress", moving: true, title };
  }
  if (dead > 0) {
    const word = dead + succeeded + cancelled === 1 ? "Dead" : `${formatNumber(dead)} dead`;
    return { tone: "red", icon: "skull", word, title };
  }
  if (succeeded > 0) return { tone: "green", icon: "circle-check", word: "Succeeded", title };
  if (cancelled > 0) return { tone: "slate", icon: "ban", word: "Cancelled", title };
  const nobody = "Subscriptions matched, but each was skipped; the event says why";
  return { tone: "slate", icon: "minus", word: "Skipped", title: nobody };
}

/** `2 succeeded, 1 dead`. */
function inWords({ unfinished, succeeded, dead, cancelled }: ListedEvent["outcomes"]): string {
  const parts: [count: number, word: string][] = [
    [succeeded, "succeeded"],
    [dead, "dead"],
    [cancelled, "cancelled"],
    [unfinished, "not finished"],
  ];
  return parts
    .flatMap(([count, word]) => (count === 0 ? [] : [`${formatNumber(count)} ${word}`]))
    .join(", ");
}
