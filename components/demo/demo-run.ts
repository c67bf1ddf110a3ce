// A run of demo events: one batch each second until the plan is done or somebody stops it. It lives outside of any page,
// so that it goes on while a person walks through the console.
import { callAction } from "#components/ui/call-action.ts";
import {
  type DemoFamily,
  type DemoPlan,
  type DemoTally,
  plannedEvents,
} from "#lib/demo/demo-plan.ts";
import { type Failure, mayPass, type Result } from "#lib/shared/failure.ts";

export type DemoBatch = { family: DemoFamily; seed: number; from: number; count: number };

/** `ended`: the plan is done. `stopped`: by the person. `failed`: going on would bring the same refusal. */
export type DemoPhase = "running" | "ended" | "stopped" | "failed";

export type DemoRunState = {
  phase: DemoPhase;
  plan: DemoPlan;
  /** Null for "until stopped". */
  planned: number | null;
  tally: DemoTally;
  /** What keeps the newest batch from being sent; null while all goes well. */
  trouble: string | null;
  /** Calls that failed, of which each is made again. */
  failures: number;
};

type Means = {
  send: (batch: DemoBatch) => Promise<Result<DemoTally>>;
  /** Calls again and again; answers with what ends it. */
  every: (ms: number, tick: () => void) => () => void;
};

export type DemoRun = {
  /** Null before the first run. */
  state: () => DemoRunState | null;
  subscribe: (listener: () => void) => () => void;
  start: (plan: DemoPlan, seed: number) => void;
  stop: () => void;
};

const tickMs = 1_000;
/** So many failures in a row, and the run gives up: after a minute. */
const patience = 10;
/** Between two tries it waits twice as long each time, up to so many seconds. */
const longestRest = 8;

/** How far a run has come. */
type Course = {
  plan: DemoPlan;
  seed: number;
  from: number;
  failuresInRow: number;
  /** Ticks to let pass before the next try. */
  rest: number;
  isBusy: boolean;
};

export function createDemoRun({ send, every }: Means): DemoRun {
  const listeners = new Set<() => void>();
  let state: DemoRunState | null = null;
  let current: Course | null = null;
  let endTicks = () => {};
  const show = (next: DemoRunState) => {
    state = next;
    if (next.phase !== "running") endTicks();
    for (const listener of listeners) listener();
  };
  const tick = async (course: Course) => {
    if (course.isBusy || current !== course || state?.phase !== "running") return;
    if (course.rest > 0) {
      course.rest -= 1;
      return;
    }
    course.isBusy = true;
    const batch = nextBatch(course);
    const answer = await callAction(send, batch);
    course.isBusy = false;
    // What was on its way when somebody stopped it has arrived, too.
    if (current === course) show(afterBatch(state, { course, batch, answer }));
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: (plan, seed) => {
      endTicks();
      const course = { plan, seed, from: 0, failuresInRow: 0, rest: 0, isBusy: false };
      current = course;
      show(begin(plan));
      endTicks = every(tickMs, () => void tick(course));
      void tick(course);
    },
    stop: () => {
      if (state?.phase === "running") show({ ...state, phase: "stopped", trouble: null });
    },
  };
}

function begin(plan: DemoPlan): DemoRunState {
  const tally: DemoTally = { accepted: 0, duplicates: 0, refused: 0, refusal: null };
  const planned = plannedEvents(plan);
  return { phase: "running", plan, planned, tally, trouble: null, failures: 0 };
}

function nextBatch({ plan, seed, from }: Course): DemoBatch {
  const left = (plannedEvents(plan) ?? Number.POSITIVE_INFINITY) - from;
  return { family: plan.family, seed, from, count: Math.min(plan.rate, left) };
}

type AfterBatch = { course: Course; batch: DemoBatch; answer: Result<DemoTally> };

/** A batch that failed is sent again as it was: what had arrived is then a duplicate and stored once. */
function afterBatch(state: DemoRunState, { course, batch, answer }: AfterBatch): DemoRunState {
  if (!answer.ok) return afterFailure(state, course, answer.failure);
  course.from += batch.count;
  course.failuresInRow = 0;
  const tally = add(state.tally, answer.value);
  if (state.phase !== "running") return { ...state, tally };
  const isDone = state.planned !== null && course.from >= state.planned;
  return { ...state, phase: isDone ? "ended" : "running", tally, trouble: null };
}

function afterFailure(
  state: DemoRunState,
  course: Course,
  { code, detail }: Failure,
): DemoRunState {
  if (state.phase !== "running") return state;
  course.failuresInRow += 1;
  course.rest = Math.min(2 ** (course.failuresInRow - 1), longestRest) - 1;
  const isOver = !mayPass(code) || course.failuresInRow >= patience;
  const failures = state.failures + 1;
  return { ...state, phase: isOver ? "failed" : "running", trouble: detail, failures };
}

function add(before: DemoTally, more: DemoTally): DemoTally {
  return {
    accepted: before.accepted + more.accepted,
    duplicates: before.duplicates + more.duplicates,
    refused: before.refused + more.refused,
    refusal: before.refusal ?? more.refusal,
  };
}
