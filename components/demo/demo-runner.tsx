"use client";
// "Send demo events": the run, its dialog, and its sign in the top bar. Mounted once in the frame, so that a run goes
// on whatever page is open.
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { useToast } from "#components/ui/toast.tsx";
import type { DemoTally } from "#lib/demo/demo-plan.ts";
import { greatestSeed } from "#lib/demo/demo-seed.ts";
import type { Result } from "#lib/shared/failure.ts";
import { DemoDialog } from "./demo-dialog.tsx";
import { createDemoRun, type DemoBatch, type DemoRun, type DemoRunState } from "./demo-run.ts";
import { DemoSign } from "./demo-sign.tsx";
import { endWords } from "./demo-words.ts";
import { onDemoOpen, openDemo } from "./open-demo.ts";

type Send = (batch: DemoBatch) => Promise<Result<DemoTally>>;

/** A call that has no answer by then is made again. */
const longestCallMs = 20_000;

export function DemoRunner({ send }: { send: Send }) {
  const [run] = useState(() => createDemoRun({ send: (batch) => inTime(send(batch)), every }));
  const state = useSyncExternalStore(run.subscribe, run.state, run.state);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => onDemoOpen(() => setOpen(true)), []);
  useEffect(() => run.stop, [run]);
  useEndToast(run, isOpen);
  // How a run ended is told until the dialog was closed on it.
  const [seen, setSeen] = useState<DemoRunState | null>(null);
  const close = () => {
    setOpen(false);
    if (state?.phase !== "running") setSeen(state);
  };
  return (
    <>
      {state?.phase === "running" ? <DemoSign state={state} onOpen={() => setOpen(true)} /> : null}
      <InContent>
        <DemoDialog
          isOpen={isOpen}
          onClose={close}
          state={state === seen ? null : state}
          onStart={(plan) => run.start(plan, Math.floor(Math.random() * (greatestSeed + 1)))}
          onStop={run.stop}
          onAgain={() => setSeen(state)}
        />
      </InContent>
    </>
  );
}

/** The sign stands in the top bar; a dialog with a head and a foot of its own must not stand in a banner. */
function InContent({ children }: { children: ReactNode }) {
  const [content, setContent] = useState<HTMLElement | null>(null);
  useEffect(() => setContent(document.getElementById("content")), []);
  return content ? createPortal(children, content) : null;
}

/** Whoever does not look at the dialog hears of the end. */
function useEndToast(run: DemoRun, isOpen: boolean): void {
  const toast = useToast();
  const isWatched = useRef(isOpen);
  useEffect(() => {
    isWatched.current = isOpen;
  }, [isOpen]);
  useEffect(() => {
    let before = run.state();
    return run.subscribe(() => {
      const state = run.state();
      const hasEnded = before?.phase === "running" && state !== null && state.phase !== "running";
      before = state;
      if (!hasEnded || isWatched.current) return;
      toast({
        ...endWords(state),
        tone: state.phase === "failed" ? "danger" : "success",
        action: { label: "Details", onClick: openDemo },
      });
    });
  }, [run, toast]);
}

function every(ms: number, tick: () => void): () => void {
  const timer = setInterval(tick, ms);
  return () => clearInterval(timer);
}

function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), longestCallMs);
  });
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}
