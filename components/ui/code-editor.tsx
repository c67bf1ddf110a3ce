"use client";
// A code editor. The server draws the first rows of the source in the editor's own size and colours; when
// CodeMirror has arrived it takes their place and nothing moves.
import {
  type CSSProperties,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import type { LoadNames } from "#components/ui/code-completions.ts";
import { createEcho, type Echo } from "#components/ui/code-echo.ts";
import { CodeEditorBar } from "#components/ui/code-editor-bar.tsx";
import { CodeFirstPaint } from "#components/ui/code-first-paint.tsx";
import type { CodeLanguage } from "#components/ui/code-language.ts";
import type { CodeMirror } from "#components/ui/code-mirror.ts";
import type { CodeProblem, Place } from "#components/ui/code-problem.ts";

export type CodeEditorHandle = { focus(): void; goTo(place: Place): void };

export type CodeEditorProps = {
  value: string;
  onChange?: ((value: string) => void) | undefined;
  /** What a screen reader calls it: "Source of notify-sms". */
  label: string;
  language?: CodeLanguage | undefined;
  readOnly?: boolean | undefined;
  diagnostics?: readonly CodeProblem[] | undefined;
  /** ⌘S or Ctrl+S inside the editor. */
  onSave?: (() => void) | undefined;
  /** ⌘↵ or Ctrl+↵ inside the editor. */
  onRun?: (() => void) | undefined;
  /** Where it opens: the place is in view from the first paint on. */
  openAt?: Place | undefined;
  /** Dotted names to complete and explain, loaded when they are wanted. */
  names?: LoadNames | undefined;
  /** Rows it grows between. Without it the editor fills its container, which then has a height. */
  rows?: { min: number; max: number } | undefined;
  ref?: Ref<CodeEditorHandle> | undefined;
};

const noProblems: readonly CodeProblem[] = [];

export function CodeEditor(props: CodeEditorProps) {
  const { value, label, language = "typescript", readOnly = false, rows, openAt, ref } = props;
  const problems = props.diagnostics ?? noProblems;
  const hint = useId();
  const [place, setPlace] = useState<Place>(openAt ?? { line: 1, column: 1 });
  const [echo] = useState(createEcho);
  const { host, editor, ready, failed } = useCodeMirror({ ...props, echo, hint, setPlace });
  const verbs = useVerbs(ready ? editor : undefined);

  useImperativeHandle(ref, () => verbs);
  useEffect(() => {
    if (!echo.receive(value)) editor?.setValue(value);
  }, [editor, echo, value]);
  useEffect(() => editor?.setMode({ language, readOnly }), [editor, language, readOnly]);
  useEffect(() => editor?.setProblems(problems), [editor, problems]);

  return (
    <div
      className={`group flex min-h-0 min-w-0 flex-col overflow-hidden rounded-md border border-line bg-sunken text-sm has-[.cm-content:focus-visible]:outline-2 has-[.cm-content:focus-visible]:outline-accent focus-within:border-accent ${rows ? "" : "h-full"}`}
      style={heights(rows)}
    >
      <div className="grid min-h-0 min-w-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] *:[grid-area:1/1]">
        {ready ? null : (
          <CodeFirstPaint source={value} label={label} language={language} openAt={openAt} />
        )}
        <div ref={host} dir="ltr" className={`min-h-0 min-w-0 ${ready ? "" : "invisible"}`} />
      </div>
      {failed ? (
        <p role="alert" className="border-line border-t bg-red-soft px-3 py-1.5 text-red text-xs">
          The editor did not load. Check your connection and reload the page.
        </p>
      ) : null}
      <CodeEditorBar
        id={hint}
        problems={problems}
        place={place}
        readOnly={readOnly}
        onProblem={() => editor?.goToNextProblem()}
      />
    </div>
  );
}

function heights(rows: CodeEditorProps["rows"]): CSSProperties {
  const height = (count: number) => `calc(${count} * 20px + 16px)`;
  const own = rows && {
    "--code-min-height": height(rows.min),
    "--code-max-height": height(rows.max),
  };
  return { ...own } as CSSProperties; // React's type knows no custom properties
}

/** What is asked for before the editor has arrived happens when it has. */
function useVerbs(editor: CodeMirror | undefined) {
  const waiting = useRef<((editor: CodeMirror) => void) | null>(null);
  useEffect(() => {
    if (editor) waiting.current?.(editor);
    waiting.current = null;
  }, [editor]);
  const act = (verb: (editor: CodeMirror) => void) => {
    if (editor) verb(editor);
    else waiting.current = verb;
  };
  return {
    goTo: (place: Place) => act((it) => it.goTo(place)),
    focus: () => act((it) => it.focus()),
  };
}

type OwnProps = { echo: Echo; hint: string; setPlace: (place: Place) => void };

/** The editor lives as long as the component; what it reports goes to the newest callbacks. */
function useCodeMirror(props: CodeEditorProps & OwnProps) {
  const { echo, hint, setPlace } = props;
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const [editor, setEditor] = useState<CodeMirror>();
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    let made: CodeMirror | undefined;
    let gone = false;
    const make = async () => {
      const { createCodeMirror } = await import("#components/ui/code-mirror.ts");
      if (gone || !host.current) return;
      made = createCodeMirror({
        parent: host.current,
        value: latest.current.value,
        label: latest.current.label,
        describedBy: hint,
        openAt: latest.current.openAt,
        names: latest.current.names,
        mode: modeNow(latest.current),
        onPlace: setPlace,
        onChange: (value) => {
          echo.send(value);
          latest.current.onChange?.(value);
        },
        onSave: () => call(latest.current.onSave),
        onRun: () => call(latest.current.onRun),
      });
      setEditor(made);
      await made.whenSettled();
      if (!gone) setReady(true);
    };
    make().catch(() => setFailed(true));
    return () => {
      gone = true;
      made?.destroy();
    };
  }, [echo, hint, setPlace]);
  return { host, editor, ready, failed };
}

function call(callback: (() => void) | undefined): boolean {
  callback?.();
  return callback !== undefined;
}

function modeNow({ language = "typescript", readOnly = false }: CodeEditorProps) {
  return { language, readOnly };
}
