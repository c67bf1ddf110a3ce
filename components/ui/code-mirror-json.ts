// Colours the names of a JSON document in the editor: its grammar is JavaScript's, where they are strings.
import { syntaxTree } from "@codemirror/language";
import { Prec, type Range } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { propertyClass } from "#components/ui/code-colours.ts";

const name = Decoration.mark({ class: propertyClass });

export const jsonNames = Prec.highest(
  ViewPlugin.define((view) => new JsonNames(view), { decorations: ({ shown }) => shown }),
);

class JsonNames {
  shown: DecorationSet;

  constructor(view: EditorView) {
    this.shown = namesIn(view);
  }

  update({ view, docChanged, viewportChanged, startState, state }: ViewUpdate): void {
    const parsed = syntaxTree(startState) !== syntaxTree(state);
    if (docChanged || viewportChanged || parsed) this.shown = namesIn(view);
  }
}

function namesIn(view: EditorView): DecorationSet {
  const found: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: ({ node }) => {
        if (node.name !== "String" || node.parent?.name !== "Property" || node.prevSibling) return;
        found.push(name.range(node.from, node.to));
      },
    });
  }
  return Decoration.set(found);
}
