// How each delivery state looks and what it is called. A new state gets its row here.
import { Badge, type BadgeLook } from "#components/ui/badge.tsx";
import type { DeliveryReason } from "#lib/deliveries/delivery-schema.ts";
import { type DeliveryState, deliveryStates } from "#lib/deliveries/delivery-state.ts";

const ready: BadgeLook = { tone: "grey", icon: "circle-dashed", word: "Ready" };

export const deliveryLooks: Record<DeliveryState, BadgeLook> = {
  waiting: { tone: "grey", icon: "hourglass", word: "Waiting" },
  ready,
  running: { tone: "blue", icon: "loader", word: "Running", moving: true },
  /** A retry whose time has come; one that waits for its time has a reason. */
  scheduled: ready,
  succeeded: { tone: "green", icon: "circle-check", word: "Succeeded" },
  dead: { tone: "red", icon: "skull", word: "Dead" },
  cancelled: { tone: "slate", icon: "ban", word: "Cancelled" },
};

/** Why a delivery does not run says more than that it does not. */
export const reasonLooks: Record<DeliveryReason, BadgeLook> = {
  priority: deliveryLooks.waiting,
  retry: { tone: "amber", icon: "rotate-cw", word: "Retrying" },
  ordering_key: { tone: "violet", icon: "hand", word: "Held" },
};

type DeliveryBadgeProps = {
  state: DeliveryState;
  reason?: DeliveryReason | undefined;
  plain?: boolean;
};

export function DeliveryBadge({ state, reason, plain = false }: DeliveryBadgeProps) {
  const { word, ...look } = reason ? reasonLooks[reason] : deliveryLooks[state];
  return (
    <Badge {...look} plain={plain} title={deliveryStates[state].meaning}>
      {word}
    </Badge>
  );
}
