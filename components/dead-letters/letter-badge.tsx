// How each state of a dead letter looks and what it is called.
import { Badge, type BadgeLook } from "#components/ui/badge.tsx";
import type { LetterState } from "#lib/dead-letters/letter-schema.ts";

export const letterLooks: Record<LetterState, BadgeLook> = {
  open: { tone: "red", icon: "skull", word: "Open" },
  replaying: { tone: "blue", icon: "loader", word: "Replaying", moving: true },
  resolved: { tone: "green", icon: "circle-check", word: "Resolved" },
  discarded: { tone: "slate", icon: "archive-x", word: "Discarded" },
};

type LetterBadgeProps = { state: LetterState; plain?: boolean };

export function LetterBadge({ state, plain = false }: LetterBadgeProps) {
  const { word, ...look } = letterLooks[state];
  return (
    <Badge {...look} plain={plain}>
      {word}
    </Badge>
  );
}
