// Completions and explanations of known dotted names (`sdk.http.get`) in a code editor.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { EditorState, type Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip, type Tooltip } from "@codemirror/view";
import { type NamedCode, nameAt, nextNames } from "#components/ui/dotted-names.ts";

export type LoadNames = () => Promise<readonly NamedCode[]>;

export function codeCompletions(load: LoadNames): Extension {
  const complete = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const typed = context.matchBefore(/[A-Za-z_$][\w$]*(?:\.[\w$]*)*/);
    if (!typed || isMember(context, typed.from)) return null;
    const names = nextNames(await load(), typed.text);
    if (names.length === 0) return null;
    const from = typed.from + typed.text.lastIndexOf(".") + 1;
    return { from, options: names.map(toOption), validFor: /^[\w$]*$/ };
  };
  return [
    EditorState.languageData.of(() => [{ autocomplete: complete }]),
    hoverTooltip((view, position) => explain(view, position, load)),
  ];
}

/** `order.sdk` is not the global of that name. */
function isMember({ state }: CompletionContext, from: number): boolean {
  return from > 0 && state.sliceDoc(from - 1, from) === ".";
}

function toOption({ label, named }: ReturnType<typeof nextNames>[number]): Completion {
  if (!named) return { label, type: "namespace" };
  return { label, type: "function", detail: named.signature, info: () => drawText(named.text) };
}

async function explain(
  view: EditorView,
  position: number,
  load: LoadNames,
): Promise<Tooltip | null> {
  const line = view.state.doc.lineAt(position);
  const found = nameAt(await load(), line.text, position - line.from);
  if (!found) return null;
  const { from, to, named } = found;
  return {
    pos: line.from + from,
    end: line.from + to,
    above: true,
    create: () => ({ dom: drawNamed(named) }),
  };
}

function drawNamed({ name, signature, text }: NamedCode): HTMLElement {
  const drawn = document.createElement("div");
  drawn.className = "cm-explained";
  const head = document.createElement("code");
  head.textContent = `${name}${signature}`;
  drawn.append(head, drawText(text));
  return drawn;
}

function drawText(text: string): HTMLElement {
  const drawn = document.createElement("p");
  drawn.className = "cm-explainedText";
  drawn.textContent = text.split(/\n\s*\n/, 1)[0]?.replace(/\s+/g, " ") ?? "";
  return drawn;
}
