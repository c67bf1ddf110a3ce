// Marks the line that an editor was opened at, until its reader does something.
import { StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { offsetOf, type Place } from "#components/ui/code-problem.ts";

const opened = Decoration.line({ class: "bg-selected" });

export function openedLine(place: Place) {
  return StateField.define<DecorationSet>({
    create: ({ doc }) => Decoration.set(opened.range(doc.lineAt(offsetOf(doc, place)).from)),
    update: (shown, transaction) =>
      transaction.docChanged || transaction.isUserEvent("select") ? Decoration.none : shown,
    provide: (field) => EditorView.decorations.from(field),
  });
}
