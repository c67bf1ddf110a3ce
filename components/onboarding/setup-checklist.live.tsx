"use client";
// What a new tenant does first. The steps tick themselves: what is done is read from the tenant, not from this page.
import type { ReactNode } from "react";
import { useLive } from "#components/live/use-live.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { isSetUp, type SetupSteps } from "#lib/overview/setup-steps.ts";
import { FirstEvent, type FirstEventProps } from "./first-event.tsx";
import { ScriptStep, SubscriptionStep } from "./first-script.tsx";

type SetupChecklistProps = {
  initial: SetupSteps;
  /** May write scripts and subscriptions. */
  canManage: boolean;
} & Omit<FirstEventProps, "steps">;

export function SetupChecklist({ initial, canManage, ...firstEvent }: SetupChecklistProps) {
  const { data: steps } = useLive<SetupSteps>(["setup"], "/api/live/setup", {
    initialData: initial,
    everyMs: (now) => (isSetUp(now) ? false : 2_000),
  });
  return (
    <div className="flex max-w-3xl min-w-0 flex-col gap-6">
      {isSetUp(steps) ? <AllDone /> : <Introduction />}
      <ol className="flex min-w-0 flex-col">
        <Step number={1} title="Create a script" done={steps.scriptId !== null}>
          <ScriptStep steps={steps} canManage={canManage} />
        </Step>
        <Step number={2} title="Subscribe it to an event type" done={steps.hasSubscription}>
          <SubscriptionStep steps={steps} canManage={canManage} />
        </Step>
        <Step number={3} title="Send an event" done={steps.eventId !== null}>
          <FirstEvent steps={steps} {...firstEvent} />
        </Step>
      </ol>
    </div>
  );
}

function Introduction() {
  return (
    <p className="text-quiet">
      Events come in, the scripts that subscribe to them run, and every run can be seen and repaired
      here. Three steps lead to your first run; each is ticked as soon as it is done.
    </p>
  );
}

function AllDone() {
  return (
    <Notice
      tone="success"
      role="status"
      title="Everything is set up"
      actions={
        <a className={buttonClass({ variant: "primary", size: "sm" })} href="/">
          <span>Open the overview</span>
        </a>
      }
    >
      From now on this page tells whether anything is wrong, and where.
    </Notice>
  );
}

type StepProps = { number: number; title: string; done: boolean; children: ReactNode };

/** A line joins the steps. */
function Step({ number, title, done, children }: StepProps) {
  return (
    <li className="group/step relative flex min-w-0 gap-4 pb-8 last:pb-0">
      <span
        aria-hidden="true"
        className="absolute top-7 bottom-1 left-3 w-px bg-line group-last/step:hidden"
      />
      <span
        aria-hidden="true"
        className={classNames(
          "grid size-6 flex-none place-items-center rounded-full border font-medium text-xs tabular-nums",
          done ? "border-green-line bg-green-soft text-green" : "border-line-strong text-quiet",
        )}
      >
        {done ? <Icon name="check" size={14} /> : number}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2 pt-0.5">
        <h2 className="font-semibold">
          {title}
          <span className="sr-only">{done ? " (done)" : " (to do)"}</span>
        </h2>
        {children}
      </div>
    </li>
  );
}
