// The deliveries of an event, counted as its row in the list counts them: of each subscription the newest one.
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type { Reaction } from "#lib/events/event-story.ts";
import type { EventOutcomes } from "#lib/events/listed-event.ts";

export function storyOutcomes(
  reactions: readonly Pick<Reaction, "deliveryId" | "subscriptionId" | "state">[],
): EventOutcomes {
  const newest = new Map<string, { deliveryId: string; state: Reaction["state"] }>();
  for (const { subscriptionId, deliveryId, state } of reactions) {
    const known = newest.get(subscriptionId);
    if (!known || known.deliveryId < deliveryId) newest.set(subscriptionId, { deliveryId, state });
  }
  const states = [...newest.values()].map(({ state }) => state);
  const count = (wanted: Reaction["state"]) => states.filter((state) => state === wanted).length;
  return {
    unfinished: states.filter((state) => !deliveryStates[state].terminal).length,
    succeeded: count("succeeded"),
    dead: count("dead"),
    cancelled: count("cancelled"),
  };
}
