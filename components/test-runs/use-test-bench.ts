"use client";
// The test panel of an editor: whether it is open, what it runs for, and its runs. Ctrl+Enter runs it from anywhere.
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import type { ScriptEdit } from "#components/scripts/script-edit.ts";
import type { Editing } from "#components/scripts/use-script-edit.ts";
import type { CodeProblem } from "#components/ui/code-problem.ts";
import { problemsOfRun } from "./run-problems.ts";
import { emptyPayload, readTestInput, type TestInput } from "./test-input.ts";
import { type TestRun, useTestRun } from "./use-test-run.ts";

/** What the panel is opened with; null for a closed one. */
export type TestOpening = { eventId: string | null } | null;

type Options = {
  scriptId: string;
  editing: Pick<Editing, "edit" | "dirty">;
  mayRun: boolean;
  opening: TestOpening;
  /** The types its subscriptions listen to. */
  types: readonly string[];
  onOpening: (opening: TestOpening) => void;
};

export type TestBench = {
  isOpen: boolean;
  /** Opened by the person, not by the address. */
  isAsked: boolean;
  open: () => void;
  close: () => void;
  input: TestInput;
  change: (fields: Partial<TestInput>) => void;
  forReal: boolean;
  setForReal: (forReal: boolean) => void;
  runs: TestRun;
  /** What would run: "v3", "v3, with unsaved changes". */
  what: string;
  /** Runs what is in the editor; where the panel is closed it opens first, to be looked at. */
  submit: () => void;
};

export function useTestBench(options: Options): TestBench {
  const { editing, mayRun, opening, onOpening } = options;
  const { edit, dirty } = editing;
  const [isOpen, setIsOpen] = useState(opening !== null);
  const [isAsked, setIsAsked] = useState(false);
  const [input, setInput] = useState(() => startInput(options));
  const [forReal, setForReal] = useState(false);
  const { start, refuse, ...runs } = useTestRun();
  const open = () => {
    setIsOpen(true);
    setIsAsked(true);
    onOpening({ eventId: input.eventId });
  };
  const close = () => {
    setIsOpen(false);
    onOpening(null);
  };
  const change = (fields: Partial<TestInput>) => {
    setInput((known) => ({ ...known, ...fields }));
    if (fields.eventId) onOpening({ eventId: fields.eventId });
  };
  const submit = () => {
    if (!mayRun) return;
    if (!isOpen) return open();
    const tested = readTestInput(input);
    if (!tested.ok) return refuse(tested.failure);
    const code = dirty ? { source: edit.text } : { version: edit.base.version };
    const asked = { ...code, ...tested.value, dryRun: !forReal };
    void start({ scriptId: options.scriptId, input: asked }, edit.epoch);
  };
  useRunKey(submit, mayRun);
  const what = `v${edit.base.version}${dirty ? ", with unsaved changes" : ""}`;
  return { isOpen, isAsked, open, close, input, change, forReal, setForReal, runs, what, submit };
}

const noProblems: readonly CodeProblem[] = [];

/** What to mark in the editor: why the last save was refused, and what the last run says about the same text. */
export function useRunProblems({ isOpen, runs }: TestBench, { epoch, problems }: ScriptEdit) {
  const { last, failure } = runs;
  const isShown = isOpen && runs.epoch === epoch;
  return useMemo(() => {
    const ofRun = isShown ? problemsOfRun({ last, failure }) : noProblems;
    return ofRun.length === 0 ? problems : [...problems, ...ofRun];
  }, [isShown, last, failure, problems]);
}

function startInput({ opening, types }: Options): TestInput {
  const eventId = opening?.eventId ?? null;
  return { kind: "event", eventId, type: types[0] ?? "", dataJson: emptyPayload };
}

/** ⌘↵ and Ctrl+↵ on the whole page; the editors answer them by themselves. */
function useRunKey(submit: () => void, mayRun: boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isRun = (event.metaKey || event.ctrlKey) && event.key === "Enter";
    if (!isRun || !mayRun || event.defaultPrevented || event.altKey || event.shiftKey) return;
    event.preventDefault();
    submit();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
