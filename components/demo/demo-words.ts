// What a run of demo events is called while it goes on and when it is over. Pure.
import { formatNumber, formatPlural } from "#components/ui/format.ts";
import { type DemoPlan, demoFamilies, demoLengths, plannedEvents } from "#lib/demo/demo-plan.ts";
import type { DemoRunState } from "./demo-run.ts";

export function startWord(plan: DemoPlan): string {
  const planned = plannedEvents(plan);
  return planned === null ? "Start sending" : `Send ${formatPlural(planned, "event")}`;
}

/** "Business events, 5 per second for 10 seconds". */
export function planWords({ family, rate, length }: DemoPlan): string {
  const { label } = demoLengths[length];
  const span = length === "open" ? "until stopped" : `for ${label}`;
  return `${demoFamilies[family].label}, ${formatNumber(rate)} per second ${span}`;
}

/** What reached the server, whatever became of it. */
export function sentCount({ tally: { accepted, duplicates, refused } }: DemoRunState): number {
  return accepted + duplicates + refused;
}

/** "120 of 200 sent"; "120 sent" where there is no end. */
export function sentWords(state: DemoRunState): string {
  const sent = formatNumber(sentCount(state));
  return state.planned === null ? `${sent} sent` : `${sent} of ${formatNumber(state.planned)} sent`;
}

/** For whoever looks elsewhere when it is over. */
export function endWords(state: DemoRunState): { title: string; description?: string } {
  const sent = formatPlural(sentCount(state), "demo event");
  if (state.phase === "failed") {
    const description = state.trouble === null ? {} : { description: state.trouble };
    return {
      title: `Sending demo events ended after ${formatNumber(sentCount(state))}`,
      ...description,
    };
  }
  return { title: `${sent} sent` };
}
