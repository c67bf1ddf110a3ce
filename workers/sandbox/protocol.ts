// The words parent and child exchange. Parent to child: IPC messages. Child to parent: lines on a pipe of its own,
// written synchronously by the thread that runs guest code or by the watchdog, so that they get out of an endless loop.
import type { RunLimits } from "#lib/executions/run-limits.ts";
import type { SandboxRun, SandboxScript } from "#lib/executions/run-result.ts";

/** The file descriptor of the report pipe in the child. */
export const reportFd = 4;

/** Runs that may be open in one child at the same time, in all its batches. */
export const mostOpenRuns = 16;

export type BatchRequest = {
  kind: "batch";
  script: SandboxScript;
  limits: RunLimits;
  runs: readonly SandboxRun[];
  /** The index of the batch's first run: no two runs that are in a child have the same. */
  base: number;
  /** Runs that may be in progress at the same time. */
  slots: number;
  /** What the second text of each run is. */
  carries: "payload" | "request";
  /**
   * Milliseconds of busy time that one millisecond of CPU time is thought to take; 1 when the CPU is free. V8 can stop a
   * guest by busy time only; the watchdog, which measures CPU time, can only end the whole process.
   */
  busyFactor: number;
  /** Which sdk call uses which of the limits. */
  budgets: Readonly<Record<string, string>>;
};

/** A batch on its way to the child: the texts of all runs as one, which is cut where it is used. */
export type PackedBatch = Omit<BatchRequest, "runs"> & {
  /** For each run the characters of its context and of its payload or request (-1 for none), which follow each other in `texts`. */
  lengths: Int32Array;
  texts: string;
};

export function packBatch({ runs, ...batch }: BatchRequest): PackedBatch {
  const lengths = new Int32Array(2 * runs.length);
  let texts = "";
  for (const [index, { contextJson, dataJson }] of runs.entries()) {
    lengths[2 * index] = contextJson.length;
    lengths[2 * index + 1] = dataJson?.length ?? -1;
    texts += contextJson;
    texts += dataJson ?? "";
  }
  return { ...batch, lengths, texts };
}

/** What became of one sdk call: its value as JSON, an error to reject with, or the end of the run. */
export type CallVerdict = "value" | "error" | "breach";

export type CallReply = {
  index: number;
  call: number;
  verdict: CallVerdict;
  json: string;
};

/** Answers that came together. */
export type CallReplies = { kind: "replies"; replies: CallReply[] };

export type ChildRequest = PackedBatch | CallReplies;

/**
 * How a run ended, in one letter: Succeeded, Failed, Limit exceeded and Memory refused are said by the guest;
 * Cpu exceeded, Timed out, memory Overrun and eXited abnormally by the child;
 * Again and Early mean: not this run's fault, or not sure; run it alone.
 */
export type EndLetter = "S" | "F" | "L" | "M" | "C" | "T" | "O" | "X" | "A" | "E";

/** Why the watchdog or the parent ended the process. */
export type KillReason = "cpu" | "memory" | "wall" | "orphan" | "stop";

export type ChildLine =
  | { kind: "up" }
  | { kind: "entered"; index: number }
  | { kind: "begun"; index: number }
  | { kind: "left" }
  | { kind: "waits"; heard: number }
  | { kind: "still" }
  | { kind: "ended"; index: number; letter: EndLetter; ms: number; cpuMs: number; text: string }
  | { kind: "took"; index: number | null; ms: number; cpuMs: number }
  | { kind: "finished"; index: number; letter: EndLetter; text: string }
  | { kind: "call"; index: number; call: number; name: string; json: string }
  | { kind: "batchEnd"; index: number; warm: boolean }
  | { kind: "killed"; reason: KillReason };

export const lines = {
  up: () => "U\n",
  entered: (index: number) => `>${index}\n`,
  /** It has begun and waits. */
  begun: (index: number) => `+${index}\n`,
  left: () => "<\n",
  /** All runs wait for answers, or for the end of others; so many requests have been heard. */
  waits: (heard: number) => `W${heard}\n`,
  /** What one run took, or each of those that finish next and for whom nothing else is said. */
  took: (index: number | null, ms: number, cpuMs: number) =>
    `T${index ?? ""} ${ms.toFixed(3)} ${cpuMs.toFixed(3)}\n`,
  ended: (index: number, letter: EndLetter, ms: number, cpuMs: number, text: string) =>
    `R${index} ${letter} ${ms.toFixed(3)} ${cpuMs.toFixed(3)} ${text}\n`,
  call: (index: number, call: number, name: string, json: string) =>
    `C${index} ${call} ${name} ${json}\n`,
  batchEnd: (base: number, warm: boolean) => `B${base} ${warm ? 1 : 0}\n`,
  still: () => "!\n",
  killed: (reason: KillReason) => `K${reason}\n`,
};

/** Reads one line; null for an empty or cut one. */
export function readLine(line: string): ChildLine | null {
  const rest = line.slice(1);
  switch (line[0]) {
    case ">":
      return { kind: "entered", index: Number(rest) };
    case "+":
      return { kind: "begun", index: Number(rest) };
    case "<":
      return { kind: "left" };
    case "W":
      return { kind: "waits", heard: Number(rest) };
    case "!":
      return { kind: "still" };
    case "E":
      return readFinished(rest);
    case "T":
      return readTook(rest);
    case "R":
      return readEnded(rest);
    case "C":
      return readCall(rest);
    case "B":
      return readBatchEnd(rest);
    case "K":
      return { kind: "killed", reason: rest as KillReason };
    case "U":
      return { kind: "up" };
    default:
      return null;
  }
}

/** The guest's own line; how long it took has been said before. */
function readFinished(rest: string): ChildLine | null {
  const [index, letter, text] = splitFields(rest, 3);
  if (text === undefined) return null;
  return { kind: "finished", index: Number(index), letter: letter as EndLetter, text };
}

function readTook(rest: string): ChildLine {
  const [index, ms, cpuMs] = rest.split(" ");
  const whose = index === "" ? null : Number(index);
  return { kind: "took", index: whose, ms: Number(ms), cpuMs: Number(cpuMs) };
}

function readBatchEnd(rest: string): ChildLine {
  const [base, warm] = rest.split(" ");
  return { kind: "batchEnd", index: Number(base), warm: warm === "1" };
}

function readEnded(rest: string): ChildLine | null {
  const [index, letter, ms, cpuMs, text] = splitFields(rest, 5);
  if (text === undefined) return null;
  return {
    kind: "ended",
    index: Number(index),
    letter: letter as EndLetter,
    ms: Number(ms),
    cpuMs: Number(cpuMs),
    text,
  };
}

function readCall(rest: string): ChildLine | null {
  const [index, call, name, json] = splitFields(rest, 4);
  if (name === undefined || json === undefined) return null;
  return { kind: "call", index: Number(index), call: Number(call), name, json };
}

/** Splits at the first spaces; the last field keeps its own. */
function splitFields(text: string, count: number): string[] {
  const fields: string[] = [];
  let from = 0;
  while (fields.length < count - 1) {
    const end = text.indexOf(" ", from);
    if (end < 0) return fields;
    fields.push(text.slice(from, end));
    from = end + 1;
  }
  fields.push(text.slice(from));
  return fields;
}
