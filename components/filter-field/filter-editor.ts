// The editor of a filter, loaded when a field for one is on the page: CodeMirror behind the few verbs the field needs.
// Tab leaves it, and Escape is the dialog's unless the list of completions is open.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { javascriptLanguage } from "@codemirror/lang-javascript";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, placeholder } from "@codemirror/view";
import { codeColours } from "#components/ui/code-colours.ts";
import { jsonNames } from "#components/ui/code-mirror-json.ts";
import { faultMark, markFault } from "./fault-mark.ts";
import type { FaultRange } from "./fault-range.ts";
import { drawSample, filterCompletionSource } from "./filter-completion-source.ts";
import { filterEditorTheme } from "./filter-editor-theme.ts";
import { type FilterForm, placeholders } from "./filter-form.ts";

export type FilterEditorOptions = {
  parent: HTMLElement;
  value: string;
  form: FilterForm;
  id: string;
  labelledBy: string;
  describedBy: string;
  /** The type or pattern whose events the completions come from, as it is typed now. */
  eventType: () => string;
  onChange: (text: string) => void;
  /** The completions will be wanted soon. */
  onFocus: () => void;
};

export type FilterEditor = {
  /** In one step, which one undo takes back. */
  replace(text: string): void;
  setForm(form: FilterForm): void;
  showFault(fault: FaultRange | null, isInvalid: boolean): void;
  focus(selection?: { from: number; to: number }): void;
  destroy(): void;
};

export function createFilterEditor(options: FilterEditorOptions): FilterEditor {
  const form = new Compartment();
  const validity = new Compartment();
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.value,
      extensions: [form.of(inForm(options.form)), validity.of([]), ...extensions(options)],
    }),
  });
  return {
    replace: (text) => {
      const changes = { from: 0, to: view.state.doc.length, insert: text };
      view.dispatch({ changes, selection: { anchor: text.length }, userEvent: "input.convert" });
    },
    setForm: (next) => view.dispatch({ effects: form.reconfigure(inForm(next)) }),
    showFault: (fault, isInvalid) =>
      view.dispatch({
        effects: [
          markFault.of(fault),
          validity.reconfigure(
            isInvalid ? EditorView.contentAttributes.of({ "aria-invalid": "true" }) : [],
          ),
        ],
      }),
    focus: (selection) => {
      if (selection) view.dispatch({ selection: { anchor: selection.from, head: selection.to } });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function extensions({ eventType, onChange, onFocus, ...names }: FilterEditorOptions): Extension[] {
  return [
    history(),
    closeBrackets(),
    bracketMatching(),
    highlightSpecialChars(),
    autocompletion({
      override: [filterCompletionSource(eventType)],
      icons: false,
      addToOptions: [{ render: drawSample, position: 85 }],
    }),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    syntaxHighlighting(codeColours),
    faultMark,
    filterEditorTheme,
    EditorView.lineWrapping,
    EditorView.cspNonce.of(documentNonce()),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
      if (update.focusChanged && update.view.hasFocus) onFocus();
    }),
    EditorView.contentAttributes.of({
      id: names.id,
      dir: "ltr",
      "aria-labelledby": names.labelledBy,
      "aria-describedby": names.describedBy,
    }),
  ];
}

function inForm(form: FilterForm): Extension {
  return [form === "json" ? [json, jsonNames] : expression, placeholder(placeholders[form])];
}

const expression = javascriptLanguage.configure({ top: "SingleExpression" });
const json = javascriptLanguage.configure({ top: "SingleExpression" }, "json");

/** That of a script that was let in: after a soft navigation the server's newest nonce is another one. */
function documentNonce(): string {
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
}
