"use client";
// "Send demo events": what to send; then how it goes. Closing it ends nothing.
import { useState } from "react";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { DemoPlan } from "#lib/demo/demo-plan.ts";
import { DemoForm } from "./demo-form.tsx";
import { DemoProgress } from "./demo-progress.tsx";
import type { DemoRunState } from "./demo-run.ts";
import { startWord } from "./demo-words.ts";

type DemoDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  /** The run to tell about; null to ask for a plan. */
  state: DemoRunState | null;
  onStart: (plan: DemoPlan) => void;
  onStop: () => void;
  onAgain: () => void;
};

const firstPlan: DemoPlan = { family: "erp", rate: 5, length: "short" };

export function DemoDialog({ isOpen, onClose, state, onStart, onStop, onAgain }: DemoDialogProps) {
  const [plan, setPlan] = useState(firstPlan);
  if (state) {
    const isRunning = state.phase === "running";
    return (
      <Dialog
        open={isOpen}
        onClose={onClose}
        title={titles[state.phase]}
        description={
          isRunning
            ? "It goes on while you look around. Leaving or reloading the console ends it."
            : undefined
        }
        footer={isRunning ? <WhileRunning onStop={onStop} /> : <Afterwards onAgain={onAgain} />}
      >
        <DemoProgress state={state} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open={isOpen}
      onClose={onClose}
      title="Send demo events"
      description="They are events like any other: whatever subscribes to them runs, and they count towards this tenant’s limits."
      form={{
        onSubmit: (event) => {
          event.preventDefault();
          onStart(plan);
        },
      }}
      footer={
        <>
          <Button data-close>Cancel</Button>
          <Button type="submit" variant="primary" icon="send">
            {startWord(plan)}
          </Button>
        </>
      }
    >
      <DemoForm plan={plan} onChange={setPlan} />
    </Dialog>
  );
}

const titles = {
  running: "Sending demo events",
  ended: "Demo events were sent",
  stopped: "Sending was stopped",
  failed: "Sending could not go on",
} as const;

function WhileRunning({ onStop }: { onStop: () => void }) {
  return (
    <>
      <Button data-close>Close</Button>
      <Button variant="danger" icon="square" onClick={onStop}>
        Stop
      </Button>
    </>
  );
}

function Afterwards({ onAgain }: { onAgain: () => void }) {
  return (
    <>
      <Button onClick={onAgain}>Send more</Button>
      <a className={buttonClass({ variant: "primary" })} href="/events?range=15m" data-close>
        <span>See the events</span>
      </a>
    </>
  );
}
