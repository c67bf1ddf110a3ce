// What failed for good, and what can become of it: the sentence at the top of a dead letter. Pure.
import { outcomeVerb } from "#components/executions/outcome-verb.ts";
import type { LetterDetail } from "#lib/dead-letters/listed-letter.ts";
import type { ExecutionStatus } from "#lib/executions/execution-status.ts";

export type LetterFacts = Pick<
  LetterDetail,
  | "scriptName"
  | "version"
  | "eventType"
  | "attempts"
  | "maxAttempts"
  | "error"
  | "state"
  | "replayable"
> & { lastStatus: ExecutionStatus | null };

export function describeLetter(facts: LetterFacts): string {
  const { scriptName, version, eventType } = facts;
  const script = scriptName === null ? "A deleted script" : isolated(scriptName);
  return `${script} v${version} ${howItFailed(facts)} for ${isolated(eventType)}`;
}

/** Whatever direction a foreign name is written in, the sentence around it keeps its own. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** What to do now. */
export function adviseOnLetter({
  state,
  replayable,
}: Pick<LetterFacts, "state" | "replayable">): string {
  if (state === "replaying") return "A replay is on its way; its outcome shows here.";
  if (state === "resolved") return "A replay succeeded. There is nothing left to do.";
  if (state === "discarded") return "It was given up. Nothing runs for it any more.";
  return replayable
    ? "Nothing runs for it until somebody replays it, best after mending the script, or discards it."
    : "Its script or subscription was deleted, so nothing can run for it: discard it, or make them anew and send the event again.";
}

function howItFailed({ attempts, maxAttempts, error, lastStatus }: LetterFacts): string {
  if (attempts >= maxAttempts) {
    return maxAttempts === 1
      ? `${outcomeVerb(lastStatus)} on its only attempt`
      : `${outcomeVerb(lastStatus)} on the last of ${maxAttempts} attempts`;
  }
  if (error.name === "NonRetryableError")
    return `asked for no retry on attempt ${attempts} of ${maxAttempts}`;
  if (lastStatus === "crashed") return "crashed its sandbox too often";
  return `${outcomeVerb(lastStatus)} on attempt ${attempts} of ${maxAttempts}`;
}
