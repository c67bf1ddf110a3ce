// Underlines the fault of a filter in its editor until the text says something else.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { FaultRange } from "./fault-range.ts";

export const markFault = StateEffect.define<FaultRange | null>();

const mark = Decoration.mark({ class: "cm-fault" });

/** An edit carries the mark along; the next verdict moves it. */
export const faultMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (shown, { changes, effects, newDoc }) => {
    const told = effects.find((effect) => effect.is(markFault));
    if (!told) return shown.map(changes);
    const to = Math.min(told.value?.to ?? 0, newDoc.length);
    const from = Math.min(told.value?.from ?? 0, to);
    return from < to ? Decoration.set(mark.range(from, to)) : Decoration.none;
  },
  provide: (field) => EditorView.decorations.from(field),
});
