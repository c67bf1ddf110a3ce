// How each state of a text message looks and what it is called. A new state gets its row here.
import { Badge, type BadgeLook } from "#components/ui/badge.tsx";
import type { SmsState } from "#lib/sms/sms-message.ts";

export const smsLooks: Record<SmsState, BadgeLook> = {
  kept: { tone: "grey", icon: "inbox", word: "Kept here" },
  sending: { tone: "blue", icon: "loader", word: "Sending", moving: true },
  sent: { tone: "green", icon: "circle-check", word: "Sent" },
  failed: { tone: "red", icon: "circle-x", word: "Failed" },
};

/** `still`: nothing happens any more, whatever the state says. */
type SmsBadgeProps = { state: SmsState; still?: boolean };

export function SmsBadge({ state, still = false }: SmsBadgeProps) {
  const { word, moving = false, ...look } = smsLooks[state];
  return (
    <Badge {...look} moving={moving && !still} plain>
      {word}
    </Badge>
  );
}
