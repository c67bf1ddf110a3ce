// What a room of the SDK is: a namespace's calls. Beside its room.ts lie guest.js, the stub that sets
// `guest.rooms.<namespace>`, and types.d.ts.txt, its part of sdk.d.ts and of docs/sdk.md.
// Calls run in the worker process; what they may use is closed over by `open`, never passed by the guest.
import type { z } from "zod";
import type { RunLimits } from "#lib/executions/run-limits.ts";
import type { EmittedEvent, LogLine, SandboxScript } from "#lib/executions/run-result.ts";
import type { SdkServices } from "./sdk-services.ts";

/** What a call may know of its run, and where it leaves what belongs into the result. */
export type HostRun = {
  readonly executionId: string;
  readonly contextJson: string;
  /** The subscriptions that the chain of events has passed, this one's included. */
  readonly path: readonly string[];
  readonly script: SandboxScript;
  readonly limits: RunLimits;
  readonly dryRun: boolean;
  readonly emitted: EmittedEvent[];
  readonly logs: LogLine[];
  /** Values that must not be seen in logs, errors, effects and results: every secret the run has read. */
  readonly secretValues: Set<string>;
  /** What a room keeps for the length of one run: `keep(key, () => new Map())`. */
  keep: <T>(key: string, make: () => T) => T;
  /** Milliseconds since the run entered its script. */
  readonly elapsedMs: number;
  /** Aborts when the run is over and nobody waits for an answer any more. */
  signal: () => AbortSignal;
};

/** Budgets of a run that a call may use up; one more than that ends the run. */
export type CallBudget = Extract<keyof RunLimits, "emits" | "httpRequests" | "smsMessages">;

export type HostCall<Args = unknown> = { run: HostRun; args: Args };

/** A call as the script wrote it. `perform` may throw `SdkError` (the script's fault, or the world's). */
export type CallSpec<Args extends z.ZodType> = {
  /** As docs and messages show it: `sdk.cache.get(key)`. */
  usage: string;
  /** Of the array of arguments; the messages are read by a script's author. */
  args: Args;
  budget?: CallBudget;
  /** What its effect names as its target; a secret in it is redacted. */
  target: (args: z.output<Args>) => string;
  perform: (call: HostCall<z.output<Args>>) => unknown;
  /** Instead of `perform` in a dry run; without it a dry run performs the call. */
  rehearse?: (call: HostCall<z.output<Args>>) => unknown;
};

/** A call as the run's host side uses it, its arguments not yet looked at. */
export type SdkCall = {
  budget: CallBudget | null;
  isRehearsed: boolean;
  /** Throws `SdkError` with what is wrong about the arguments. */
  read: (args: unknown) => { target: string; perform: (run: HostRun) => unknown };
};

/** A message that nobody answers; `message` is what the stub sent, parsed; nothing about it may be trusted. */
export type SdkTell = (run: HostRun, message: unknown) => void;

export type SdkRoom = {
  /** Calls by the name the stub asks for: `cache.get`. */
  open: (services: SdkServices) => Readonly<Record<string, SdkCall>>;
  /** Messages by the name the stub tells them by: `log.write`. */
  tells?: Readonly<Record<string, SdkTell>>;
};

/** What a script is told: rejects its call with an error of this name. */
export class SdkError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
