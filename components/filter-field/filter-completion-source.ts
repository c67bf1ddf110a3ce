// Completions as CodeMirror takes them: the choices for the text before the cursor, and how one is drawn and inserted.
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { escapeInvisible } from "#components/ui/invisible.ts";
import {
  completeMethod,
  completePath,
  type FilterChoice,
  isSameStep,
} from "./filter-completions.ts";
import { filterForm } from "./filter-form.ts";
import { completeName } from "./json-completions.ts";
import { observedPaths } from "./observed-paths.ts";

/** Its own value travels with the option: what draws it is called with nothing else. */
type Choice = Completion & { sample?: string };

const longestSample = 60;
/** While only such characters are typed, the same choices are narrowed down in the browser. */
const sameName = /^[\p{ID_Continue}$.[\]"'-]*$/u;
const sameMember = /^[A-Za-z]*$/;

export function filterCompletionSource(eventType: () => string) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const text = context.state.doc.toString();
    const before = text.slice(0, context.pos);
    const paths = await observedPaths(eventType());
    if (filterForm(text) === "json") return found(completeName(before, paths), sameName);
    const path = completePath(before, paths, context.explicit);
    return (
      found(completeMethod(before, paths), sameMember) ??
      found(path, (now) => isSameStep(before.slice(path?.from), now))
    );
  };
}

function found(
  choices: { from: number; choices: readonly FilterChoice[] } | null,
  validFor: NonNullable<CompletionResult["validFor"]>,
): CompletionResult | null {
  return choices && { from: choices.from, options: choices.choices.map(toOption), validFor };
}

/** Of what fits equally well the order is kept. */
function toOption(choice: FilterChoice, index: number): Choice {
  const { label, match = label, kind, sample, insert } = choice;
  const option: Choice = { label: match, detail: kind, sortText: String(index).padStart(4, "0") };
  const shown = escapeInvisible(label);
  if (shown !== match) option.displayLabel = shown;
  if (sample !== undefined) option.sample = sample;
  if (insert) option.apply = inserting(insert);
  return option;
}

/** The cursor ends up where the next thing is typed. */
function inserting({ text, back }: { text: string; back: number }) {
  return (view: EditorView, completion: Completion, from: number, to: number) =>
    view.dispatch({
      changes: { from, to, insert: text },
      selection: { anchor: from + text.length - back },
      userEvent: "input.complete",
      annotations: pickedCompletion.of(completion),
    });
}

/** A value that was seen, as text: it comes from outside and may hold anything. */
export function drawSample(completion: Choice): Node | null {
  const { sample } = completion;
  if (sample === undefined) return null;
  const drawn = document.createElement("span");
  drawn.className = "cm-completionSample";
  const cut = sample.length > longestSample ? `${sample.slice(0, longestSample)}…` : sample;
  drawn.textContent = escapeInvisible(cut);
  return drawn;
}
