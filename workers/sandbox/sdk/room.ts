// What a room of the SDK is: one namespace with its budget, its host functions and its guest stub (guest.js beside it).
// Host functions run in the worker process; the capability is closed over by `open`, never passed by the guest.
import type { RunLimits } from "#lib/executions/run-limits.ts";
import type { EmittedEvent, LogLine, SandboxScript } from "#lib/executions/run-result.ts";

/** What a host function may know of the run that calls it, and where it leaves what belongs into the result. */
export type HostRun = {
  readonly executionId: string;
  readonly contextJson: string;
  readonly script: SandboxScript;
  readonly limits: RunLimits;
  readonly emitted: EmittedEvent[];
  readonly logs: LogLine[];
  /** Why the run must end with `limit_exceeded`, whatever its script says; null when it need not. */
  readonly breach: string | null;
};

/**
 * `args` is what the guest stub sent, parsed; nothing about it may be trusted.
 * `signal()` aborts when the run is over and nobody waits for the answer any more.
 */
export type HostCall = { run: HostRun; args: unknown; signal: () => AbortSignal };

/** Errors cross as values; a breach ends the run with `limit_exceeded`. */
export type HostAnswer =
  | { ok: true; value: unknown }
  | { ok: false; error: { name: string; message: string } }
  | { ok: false; breach: string };

export type HostFunction = (call: HostCall) => HostAnswer | Promise<HostAnswer>;

export type SdkDoc = { call: string; text: string };

export type SdkRoom = {
  namespace: string;
  /** The guest stub: plain JavaScript that sets `guest.rooms.<namespace>`. */
  guest: URL;
  docs: readonly SdkDoc[];
  /** Host functions by the name the stub calls them by. */
  open: () => Readonly<Record<string, HostFunction>>;
};

export function refused(name: string, message: string): HostAnswer {
  return { ok: false, error: { name, message } };
}
