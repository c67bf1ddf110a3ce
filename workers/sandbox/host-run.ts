// The worker's side of one run: what host functions see of it and what they leave behind.
import type { RunLimits } from "#lib/executions/run-limits.ts";
import type { LogLine, SandboxRun, SandboxScript } from "#lib/executions/run-result.ts";
import type { CallVerdict } from "./protocol.ts";
import { sdkRooms } from "./sdk/registry.ts";
import type { HostAnswer, HostFunction, HostRun } from "./sdk/room.ts";

/** `isAsked` when the guest waits for an answer; only such calls count. */
export type GuestCall = { name: string; json: string; isAsked: boolean };

export type Answer = { verdict: CallVerdict; json: string };

const hostFunctions = new Map<string, HostFunction>(
  sdkRooms.flatMap((room) => Object.entries(room.open())),
);

export class OpenHostRun implements HostRun {
  readonly executionId: string;
  readonly contextJson: string;
  readonly script: SandboxScript;
  readonly limits: RunLimits;
  readonly emitted: HostRun["emitted"] = [];
  readonly logs: LogLine[] = [];
  breach: string | null = null;
  enteredAt: number | null = null;
  #calls = 0;
  #streamed = 0;
  #abort: AbortController | null = null;

  constructor(run: SandboxRun, script: SandboxScript, limits: RunLimits) {
    this.executionId = run.executionId;
    this.contextJson = run.contextJson;
    this.script = script;
    this.limits = limits;
  }

  /** Calls a host function; the answer comes at once when the function does. Never rejects. */
  call(
    { name, json, isAsked }: GuestCall,
    onFault: (error: unknown) => void,
  ): Answer | Promise<Answer> {
    this.#calls += isAsked ? 1 : 0;
    if (this.#calls > this.limits.sdkCalls) {
      return this.#answered({
        ok: false,
        breach: `more than ${this.limits.sdkCalls} sdk calls in one run`,
      });
    }
    try {
      const answer = this.#invoke(name, json);
      if (!(answer instanceof Promise)) return this.#answered(answer);
      return answer.then(
        (value) => this.#answered(value),
        (error: unknown) => failure(error, onFault),
      );
    } catch (error) {
      return failure(error, onFault);
    }
  }

  /** True once for each time that lines have come since the last look. */
  hasNewLogs(): boolean {
    const before = this.#streamed;
    this.#streamed = this.logs.length;
    return this.#streamed > before;
  }

  /** The run is over: what its calls still do is of no use. */
  close(): void {
    this.#abort?.abort();
  }

  #invoke(name: string, json: string): HostAnswer | Promise<HostAnswer> {
    const host = hostFunctions.get(name);
    if (!host) return { ok: false, error: { name: "TypeError", message: `no sdk call ${name}` } };
    return host({ run: this, args: JSON.parse(json), signal: () => this.#signal() });
  }

  /** Most runs never ask for it, and an AbortController is dear. */
  #signal(): AbortSignal {
    this.#abort ??= new AbortController();
    return this.#abort.signal;
  }

  #answered(answer: HostAnswer): Answer {
    if (answer.ok) return { verdict: "value", json: JSON.stringify(answer.value ?? null) };
    if ("error" in answer) return { verdict: "error", json: JSON.stringify(answer.error) };
    this.breach ??= answer.breach;
    return { verdict: "breach", json: answer.breach };
  }
}

/** A host function that fails is the platform's fault; the guest learns no more than that. */
function failure(fault: unknown, onFault: (error: unknown) => void): Answer {
  onFault(fault);
  const error = { name: "SdkError", message: "the platform could not do this; try again later" };
  return { verdict: "error", json: JSON.stringify(error) };
}
