// The editor of a filter, loaded when a field for one is on the page: CodeMirror behind the few verbs the field needs.
// Tab leaves it, and Escape is the dialog's unless the list of completions is open.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { javascriptLanguage } from "@codemirror/lang-javascript";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  highlightSpecialChars,
  keymap,
  placeholder,
  type ViewUpdate,
} from "@codemirror/view";
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
  /** The list of completions opened or closed. */
  onChoosing: (isChoosing: boolean) => void;
};

export type FilterEditor = {
  /** In one step, which one undo takes back. */
  replace(text: string): void;
  setForm(form: FilterForm): void;
  showFault(fault: FaultRange | null): void;
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
    showFault: (fault) =>
      view.dispatch({
        effects: [markFault.of(fault), validity.reconfigure(fault ? invalid : [])],
      }),
    focus: (selection) => {
      if (selection) view.dispatch({ selection: { anchor: selection.from, head: selection.to } });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function extensions(options: FilterEditorOptions): Extension[] {
  const { eventType, id, labelledBy, describedBy } = options;
  return [
    history(),
    closeBrackets(),
    bracketMatching(),
    highlightSpecialChars(),
    autocompletion({
      override: [filterCompletionSource(eventType)],
      icons: false,
      defaultKeymap: false,
      // What is seen can be chosen: the list never comes under a key that was meant for something else.
      interactionDelay: 0,
      addToOptions: [{ render: drawSample, position: 85 }],
    }),
    keymap.of([...choosing, ...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap]),
    syntaxHighlighting(codeColours),
    faultMark,
    filterEditorTheme,
    EditorView.lineWrapping,
    EditorView.cspNonce.of(documentNonce()),
    EditorView.updateListener.of((update) => tell(options, update)),
    EditorView.updateListener.of(watchChoosing(options.onChoosing)),
    EditorView.contentAttributes.of({
      id,
      dir: "ltr",
      "aria-labelledby": labelledBy,
      "aria-describedby": describedBy,
    }),
  ];
}

function tell({ onChange, onFocus }: FilterEditorOptions, update: ViewUpdate): void {
  if (update.docChanged) onChange(update.state.doc.toString());
  if (update.focusChanged && update.view.hasFocus) onFocus();
}

/** A list that is being looked for again has not closed. */
function watchChoosing(onChoosing: (isChoosing: boolean) => void) {
  let wasChoosing = false;
  return ({ state }: ViewUpdate) => {
    const status = completionStatus(state);
    const isChoosing = status === "active" || (status === "pending" && wasChoosing);
    if (isChoosing === wasChoosing) return;
    wasChoosing = isChoosing;
    onChoosing(isChoosing);
  };
}

/** Escape closes a list that is open; one that is only being looked for keeps the key from nobody. */
const choosing = [
  ...completionKeymap.filter(({ key }) => key !== "Escape"),
  {
    key: "Escape",
    run: (view: EditorView) => {
      const isOpen = completionStatus(view.state) === "active";
      closeCompletion(view);
      return isOpen;
    },
  },
];

const invalid = EditorView.contentAttributes.of({ "aria-invalid": "true" });

function inForm(form: FilterForm): Extension {
  return [form === "json" ? [json, jsonNames] : expression, placeholder(placeholders[form])];
}

const expression = javascriptLanguage.configure({ top: "SingleExpression" });
const json = javascriptLanguage.configure({ top: "SingleExpression" }, "json");

/** That of a script that was let in: after a soft navigation the server's newest nonce is another one. */
function documentNonce(): string {
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
}
