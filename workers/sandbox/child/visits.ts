// What the child enters its guest with: several visits at once, each to one run.
import type { SandboxRun } from "#lib/executions/run-result.ts";
import type { CallReply } from "../protocol.ts";
import type { ScriptIsolate } from "./script-isolate.ts";

export type Visits = {
  /** The runs' indexes in the batch, in the order of the visits. */
  indexes: readonly number[];
  /** These runs have not begun before. */
  isFirst: boolean;
  enter: (isolate: ScriptIsolate, timeout: number) => void;
};

/** Characters of one crossing's payloads and contexts, unless one run's are more. */
const mostChars = 512 * 1024;

/** Begins runs from `from` on, at most `count`; of these at most `room` may wait. */
export function beginVisits(
  runs: readonly SandboxRun[],
  { from, count, room }: { from: number; count: number; room: number },
): Visits {
  const indexes: number[] = [];
  const plan: number[] = [];
  let texts = "";
  for (const [offset, { contextJson, dataJson }] of runs.slice(from, from + count).entries()) {
    const chars = contextJson.length + (dataJson?.length ?? 0);
    if (offset > 0 && texts.length + chars > mostChars) break;
    indexes.push(from + offset);
    plan.push(from + offset, contextJson.length, dataJson?.length ?? -1);
    texts += contextJson;
    texts += dataJson ?? "";
  }
  const planJson = `[${plan.join(",")}]`;
  return {
    indexes,
    isFirst: true,
    enter: (isolate, timeout) => isolate.begin(planJson, texts, room, timeout),
  };
}

/** Gives runs the answers they wait for. */
export function answerVisits(
  answers: ReadonlyMap<number, readonly CallReply[]>,
  room: number,
): Visits {
  const plan = Array.from(answers, ([index, replies]) => [
    index,
    replies.map(({ call, verdict, json }) => [call, verdict, json]),
  ]);
  const planJson = JSON.stringify(plan);
  return {
    indexes: [...answers.keys()],
    isFirst: false,
    enter: (isolate, timeout) => isolate.answer(planJson, room, timeout),
  };
}
