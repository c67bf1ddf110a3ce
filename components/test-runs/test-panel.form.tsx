"use client";
// Beside the editor: what to run it for, whether to perform what it does, and what became of the last run.
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import type { Place } from "#components/ui/code-problem.ts";
import { Switch } from "#components/ui/switch.tsx";
import { EventPicker } from "./event-picker.live.tsx";
import { PayloadFields } from "./payload-fields.form.tsx";
import { faultAt } from "./run-problems.ts";
import { RunStatus } from "./run-status.tsx";
import { TestOutcome } from "./test-outcome.tsx";
import { TestRefusal } from "./test-refusal.tsx";
import { useInView } from "./use-in-view.ts";
import type { TestBench } from "./use-test-bench.ts";

export type TestChoices = {
  /** The types its subscriptions listen to. */
  subscribed: readonly string[];
  /** All that were seen, to complete from. */
  seen: readonly string[];
  /** A run is ended after so long. */
  wallMs: number;
};

type TestPanelProps = {
  bench: TestBench;
  choices: TestChoices;
  /** Leads to a place in the editor. */
  onPlace: (place: Place) => void;
};

/** Wide: a column that scrolls by itself. Else below the editor, as long as it is. */
const places = {
  panel:
    "relative min-w-0 scroll-mt-16 max-xl:border-line max-xl:border-t max-xl:pt-4 xl:w-[392px] xl:flex-none xl:border-line xl:border-l",
  room: "flex min-w-0 flex-col gap-3 xl:absolute xl:inset-0 xl:overflow-y-auto xl:pl-4",
};

export function TestPanel({ bench, choices, onPlace }: TestPanelProps) {
  const { runs, submit } = bench;
  const { since, last, failure } = runs;
  // A page that has just come stays at its top.
  const panel = useInView<HTMLElement>(bench.isAsked);
  return (
    <aside ref={panel} aria-label="Test" className={places.panel}>
      <div className={places.room}>
        <Head what={bench.what} onClose={bench.close}>
          <Button
            variant="primary"
            icon="play"
            pending={since !== null}
            onClick={submit}
            aria-keyshortcuts="Meta+Enter Control+Enter"
            title="Run what is in the editor (⌘↵ or Ctrl+↵)"
          >
            Run
          </Button>
        </Head>
        <Input bench={bench} choices={choices} />
        <Perform forReal={bench.forReal} onForReal={bench.setForReal} />
        <RunStatus since={since} wallMs={choices.wallMs} last={last} failure={failure} />
        {failure ? <TestRefusal failure={failure} onPlace={onPlace} /> : null}
        {last ? (
          <TestOutcome
            execution={last}
            isOld={failure !== null || since !== null}
            onPlace={onPlace}
          />
        ) : null}
      </div>
    </aside>
  );
}

function Input({ bench, choices }: Omit<TestPanelProps, "onPlace">) {
  const { input, change, runs, submit } = bench;
  return (
    <>
      <Kinds kind={input.kind} onKind={(kind) => change({ kind })} />
      {input.kind === "event" ? (
        <EventPicker
          subscribed={choices.subscribed}
          eventId={input.eventId}
          onEvent={(eventId) => change({ eventId })}
          onEdit={(payload) => change({ kind: "payload", ...payload })}
        />
      ) : (
        <PayloadFields
          input={input}
          onInput={change}
          seen={choices.seen}
          typeFault={faultAt(runs.failure, "event.type")}
          dataFault={faultAt(runs.failure, "event.data")}
          onRun={submit}
        />
      )}
    </>
  );
}

type HeadProps = { what: string; onClose: () => void; children: ReactNode };

function Head({ what, onClose, children }: HeadProps) {
  return (
    <div className="flex min-w-0 items-center gap-2 bg-page xl:sticky xl:top-0 xl:z-10 xl:pb-1">
      <h2 className="min-w-0 flex-1 truncate font-semibold text-base">
        Test <span className="font-normal text-quiet">{what}</span>
      </h2>
      {children}
      <Button variant="ghost" icon="x" label="Close the test panel" onClick={onClose} />
    </div>
  );
}

const kinds = { event: "Past event", payload: "Payload" } as const;

type Kind = keyof typeof kinds;

function Kinds({ kind, onKind }: { kind: Kind; onKind: (kind: Kind) => void }) {
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">Run it for</legend>
      {(Object.keys(kinds) as Kind[]).map(
        (
          name, // the keys of the table
        ) => (
          <button
            key={name}
            type="button"
            aria-pressed={kind === name}
            onClick={() => onKind(name)}
            className="h-8 rounded px-3 text-quiet text-sm hover:bg-hover hover:text-ink aria-pressed:bg-selected aria-pressed:font-medium aria-pressed:text-ink"
          >
            {kinds[name]}
          </button>
        ),
      )}
    </fieldset>
  );
}

type PerformProps = { forReal: boolean; onForReal: (forReal: boolean) => void };

function Perform({ forReal, onForReal }: PerformProps) {
  return (
    <div className="grid gap-1 border-line border-y py-3">
      <Switch
        label="Perform for real"
        showLabel
        checked={forReal}
        onClick={() => onForReal(!forReal)}
        aria-describedby="test-perform"
        className="w-fit"
      />
      <p id="test-perform" className={`text-xs ${forReal ? "text-amber" : "text-quiet"}`}>
        {forReal
          ? "It really sends requests and messages, changes the cache, and emits events that other scripts react to. Such a run stands in the audit log."
          : "Dry run: it reads as usual, and whatever would change something is recorded instead of performed."}
      </p>
    </div>
  );
}
