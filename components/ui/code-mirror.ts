// The editor itself, loaded when one is on the page: CodeMirror behind the few verbs that code-editor needs.
import { indentWithTab } from "@codemirror/commands";
import { javascript, javascriptLanguage } from "@codemirror/lang-javascript";
import { syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import { Annotation, Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { codeColours } from "#components/ui/code-colours.ts";
import { codeCompletions, type LoadNames } from "#components/ui/code-completions.ts";
import type { CodeLanguage } from "#components/ui/code-language.ts";
import { jsonNames } from "#components/ui/code-mirror-json.ts";
import { openedLine } from "#components/ui/code-mirror-opened.ts";
import { codeMirrorTheme } from "#components/ui/code-mirror-theme.ts";
import {
  type CodeProblem,
  offsetOf,
  type Place,
  rangeOf,
  rowsAbove,
} from "#components/ui/code-problem.ts";

export type CodeMirrorEvents = {
  onChange(value: string): void;
  onPlace(place: Place): void;
  /** These two say whether they did anything; else the key keeps its usual meaning. */
  onSave(): boolean;
  onRun(): boolean;
};

type Mode = { language: CodeLanguage; readOnly: boolean };

export type CodeMirrorOptions = CodeMirrorEvents & {
  mode: Mode;
  parent: HTMLElement;
  value: string;
  label: string;
  describedBy: string;
  openAt: Place | undefined;
  names: LoadNames | undefined;
};

export type CodeMirror = {
  setValue(value: string): void;
  setMode(mode: Mode): void;
  setProblems(problems: readonly CodeProblem[]): void;
  goTo(place: Place): void;
  /** The one after the cursor, and after the last the first. Edits have moved them along. */
  goToNextProblem(): void;
  focus(): void;
  /** It has drawn itself where it will stay. */
  whenSettled(): Promise<void>;
  destroy(): void;
};

/** CodeMirror's own words, in the console's case. */
const phrases = {
  next: "Next",
  previous: "Previous",
  all: "All",
  "match case": "Match case",
  regexp: "Regular expression",
  "by word": "Whole word",
  replace: "Replace",
  "replace all": "Replace all",
};

const fromOutside = Annotation.define<boolean>();

export function createCodeMirror(options: CodeMirrorOptions): CodeMirror {
  const mode = new Compartment();
  const view = open(options, mode);
  options.onPlace(placeIn(view.state));
  return {
    setValue: (value) => setValue(view, value),
    setMode: (next) => view.dispatch({ effects: mode.reconfigure(modeOf(next)) }),
    setProblems: (problems) => setProblems(view, problems),
    goTo: (place) => goTo(view, place),
    goToNextProblem: () => {
      nextDiagnostic(view);
      view.focus();
    },
    focus: () => view.focus(),
    whenSettled: () => whenSettled(view),
    destroy: () => view.destroy(),
  };
}

/** At its place, but without the focus: a page that has just come leaves the keyboard to its reader. */
function open(options: CodeMirrorOptions, mode: Compartment): EditorView {
  const { parent, openAt } = options;
  const state = EditorState.create({ doc: options.value, extensions: extensions(options, mode) });
  if (!openAt) return new EditorView({ parent, state });
  const offset = offsetOf(state.doc, openAt);
  return new EditorView({
    parent,
    state: state.update({ selection: { anchor: offset } }).state,
    scrollTo: EditorView.scrollIntoView(offset, { y: "start", yMargin: rowsAbove * 20 }),
  });
}

/** CodeMirror measures its rows and scrolls in the frames after it was made. */
async function whenSettled(view: EditorView): Promise<void> {
  for (let frame = 0; frame < 2; frame += 1) {
    await new Promise<void>((resolve) => {
      view.requestMeasure({ read: () => resolve() });
    });
    await new Promise(requestAnimationFrame);
  }
}

function extensions(options: CodeMirrorOptions, mode: Compartment): Extension {
  const { openAt } = options;
  return [
    Prec.highest(commands(options)),
    lintGutter(),
    basicSetup,
    mode.of(modeOf(options.mode)),
    keymap.of([indentWithTab]),
    EditorState.tabSize.of(2),
    EditorState.phrases.of(phrases),
    syntaxHighlighting(codeColours),
    codeMirrorTheme,
    listener(options),
    openAt ? openedLine(openAt) : [],
    options.names ? codeCompletions(options.names) : [],
    EditorView.cspNonce.of(documentNonce()),
    EditorView.contentAttributes.of({
      tabindex: "0",
      "aria-label": options.label,
      "aria-describedby": options.describedBy,
    }),
  ];
}

/**
 * The nonce of the policy this document came with. After a soft navigation the server's newest nonce is
 * another one, and the browser would refuse it; a script that was let in always shows the right one.
 */
function documentNonce(): string {
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
}

function commands({ onSave, onRun }: CodeMirrorEvents): Extension {
  return keymap.of([
    { key: "Mod-s", run: onSave },
    { key: "Mod-Enter", run: onRun },
  ]);
}

function listener({ onChange, onPlace }: CodeMirrorEvents): Extension {
  return EditorView.updateListener.of((update) => {
    const outside = update.transactions.some((transaction) => transaction.annotation(fromOutside));
    if (update.docChanged && !outside) onChange(update.state.doc.toString());
    if (!update.docChanged && !update.selectionSet) return;
    onPlace(placeIn(update.state));
  });
}

function placeIn({ selection, doc }: EditorState): Place {
  const line = doc.lineAt(selection.main.head);
  return { line: line.number, column: selection.main.head - line.from + 1 };
}

function modeOf({ language, readOnly }: Mode): Extension {
  return [
    languageOf(language),
    EditorState.readOnly.of(readOnly),
    readOnly ? EditorView.contentAttributes.of({ "aria-readonly": "true" }) : [],
  ];
}

function languageOf(language: CodeLanguage): Extension {
  if (language === "text") return [];
  if (language === "json") {
    return [javascriptLanguage.configure({ top: "SingleExpression" }, "json"), jsonNames];
  }
  return javascript(language === "typescript" ? { typescript: true } : { jsx: true });
}

function setValue(view: EditorView, value: string): void {
  if (view.state.doc.toString() === value) return;
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: value },
    annotations: fromOutside.of(true),
  });
}

/** New problems bring the first of them into view; the cursor stays where the person put it. */
function setProblems(view: EditorView, problems: readonly CodeProblem[]): void {
  const diagnostics = problems.map((problem): Diagnostic => {
    const { message, severity = "error" } = problem;
    return { ...rangeOf(view.state.doc, problem), severity, message };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
  const [first] = diagnostics;
  if (first) view.dispatch({ effects: EditorView.scrollIntoView(first.from, { yMargin: 40 }) });
}

function goTo(view: EditorView, place: Place): void {
  const offset = offsetOf(view.state.doc, place);
  view.dispatch({
    selection: { anchor: offset },
    effects: EditorView.scrollIntoView(offset, { y: "center" }),
  });
  view.focus();
}
