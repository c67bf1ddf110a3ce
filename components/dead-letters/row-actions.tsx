"use client";
// Replay and discard in a row of the live list. React owns the buttons, htmx the dialogs they open.
import { useLayoutEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ListedLetter } from "#lib/dead-letters/listed-letter.ts";

/** Opens the dialog of what is to be done with a letter. */
export type OpenDialog = (
  letter: ListedLetter,
  what: "replay" | "discard",
  opener: Element,
) => void;

type RowActionsProps = { letter: ListedLetter; open: OpenDialog };

export function RowActions({ letter, open }: RowActionsProps) {
  const box = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const actions = box.current;
    return () => leaveFocusToRow(actions);
  }, []);
  const common = { size: "sm", variant: "ghost" } as const;
  return (
    <span ref={box} className="flex justify-end">
      {letter.replayable ? (
        <Button
          {...common}
          icon="rotate-cw"
          label="Replay…"
          onClick={(event) => open(letter, "replay", event.currentTarget)}
        />
      ) : null}
      <Button
        {...common}
        icon="archive-x"
        label="Discard…"
        onClick={(event) => open(letter, "discard", event.currentTarget)}
      />
    </span>
  );
}

/** Done: the buttons go, and the focus that a dialog gave back to one of them stays in the row. */
function leaveFocusToRow(actions: Element | null): void {
  if (!actions?.contains(document.activeElement)) return;
  actions.closest("tr")?.querySelector<HTMLElement>(".row-link")?.focus();
}
