// The worker's side of one run: what the sdk's calls see of it and what they leave behind.
import { performance } from "node:perf_hooks";
import type { Effect } from "#lib/executions/effect.ts";
import type { RunLimits } from "#lib/executions/run-limits.ts";
import type { LogLine, SandboxRun, SandboxScript } from "#lib/executions/run-result.ts";
import { EffectLog, type OpenEffect } from "./effect-log.ts";
import type { CallVerdict } from "./protocol.ts";
import type { SdkHost } from "./sdk/host.ts";
import { crossing } from "./sdk/limits.ts";
import { type CallBudget, type HostRun, type SdkCall, SdkError } from "./sdk/room.ts";

export type GuestCall = { name: string; json: string };

export type Answer = { verdict: CallVerdict; json: string };

type OnFault = (error: unknown) => void;

const budgetWords: Record<CallBudget, string> = {
  emits: "emitted events",
  httpRequests: "HTTP requests",
  smsMessages: "text messages",
};

const nothing: readonly Effect[] = [];

/** What a run has that calls the sdk; made with its first call, for most runs of a fast script have none. */
type Ledger = {
  effects: EffectLog;
  secretValues: Set<string>;
  kept: Map<string, unknown>;
  spent: Map<CallBudget, number>;
};

/** Ends the run with `limit_exceeded`, whatever its script does next. */
class Breach extends Error {}

export class OpenHostRun implements HostRun {
  readonly executionId: string;
  readonly contextJson: string;
  readonly path: readonly string[];
  readonly script: SandboxScript;
  readonly limits: RunLimits;
  readonly dryRun: boolean;
  readonly emitted: HostRun["emitted"] = [];
  readonly logs: LogLine[] = [];
  breach: string | null = null;
  enteredAt: number | null = null;
  readonly #host: SdkHost;
  #ledger: Ledger | null = null;
  #calls = 0;
  #chars = 0;
  #streamed = 0;
  #abort: AbortController | null = null;

  constructor(run: SandboxRun, script: SandboxScript, limits: RunLimits, host: SdkHost) {
    this.executionId = run.executionId;
    this.contextJson = run.contextJson;
    this.path = run.path ?? [];
    this.dryRun = run.dryRun ?? false;
    this.script = script;
    this.limits = limits;
    this.#host = host;
  }

  get effects(): readonly Effect[] {
    return this.#ledger?.effects.effects ?? nothing;
  }

  get secretValues(): Set<string> {
    return this.#ledgerOf().secretValues;
  }

  get hasReadSecrets(): boolean {
    return (this.#ledger?.secretValues.size ?? 0) > 0;
  }

  get elapsedMs(): number {
    return this.enteredAt === null ? 0 : performance.now() - this.enteredAt;
  }

  tell({ name, json }: GuestCall, onFault: OnFault): void {
    try {
      this.#host.tells.get(name)?.(this, JSON.parse(json));
    } catch (error) {
      onFault(error);
    }
  }

  /** Performs a call; the answer comes at once when the call's does. Never rejects. */
  call({ name, json }: GuestCall, onFault: OnFault): Answer | Promise<Answer> {
    const effect = this.#ledgerOf().effects.begin(name, Buffer.byteLength(json));
    try {
      this.#spend(json.length);
      const value = this.#perform(name, json, effect);
      if (!(value instanceof Promise)) return this.#answered(effect, value);
      return value
        .then((late) => this.#answered(effect, late))
        .catch((error: unknown) => this.#failed(effect, error, onFault));
    } catch (error) {
      return this.#failed(effect, error, onFault);
    }
  }

  /** True once for each time that something has come since the last look. */
  hasNews(): boolean {
    const before = this.#streamed;
    this.#streamed = this.logs.length + this.effects.length;
    return this.#streamed > before;
  }

  keep<T>(key: string, make: () => T): T {
    const { kept } = this.#ledgerOf();
    if (!kept.has(key)) kept.set(key, make());
    return kept.get(key) as T;
  }

  /** Most runs never ask for it, and an AbortController is dear. */
  signal(): AbortSignal {
    this.#abort ??= new AbortController();
    return this.#abort.signal;
  }

  /** The run is over: what its calls still do is of no use. */
  close(): void {
    this.#ledger?.effects.close();
    this.#abort?.abort();
  }

  #ledgerOf(): Ledger {
    this.#ledger ??= {
      effects: new EffectLog(),
      secretValues: new Set(),
      kept: new Map(),
      spent: new Map(),
    };
    return this.#ledger;
  }

  #spend(chars: number): void {
    this.#calls += 1;
    this.#chars += chars;
    const { sdkCalls } = this.limits;
    if (this.#calls > sdkCalls) throw new Breach(`more than ${sdkCalls} sdk calls in one run`);
    if (chars > crossing.callChars || this.#chars > crossing.runChars) {
      throw new SdkError("RangeError", "the arguments of sdk calls are too large");
    }
  }

  #perform(name: string, json: string, effect: OpenEffect): unknown {
    const call = this.#host.calls.get(name);
    if (!call) throw new SdkError("TypeError", `there is no sdk call ${name}`);
    const { target, perform } = call.read(JSON.parse(json));
    this.#ledgerOf().effects.aim(effect, target, this.dryRun && call.isRehearsed);
    this.#charge(call);
    return perform(this);
  }

  #charge({ budget }: SdkCall): void {
    if (budget === null) return;
    const { spent } = this.#ledgerOf();
    const now = (spent.get(budget) ?? 0) + 1;
    spent.set(budget, now);
    const most = this.limits[budget];
    if (now > most) throw new Breach(`more than ${most} ${budgetWords[budget]} in one run`);
  }

  #answered(effect: OpenEffect, value: unknown): Answer {
    const json = JSON.stringify(value ?? null);
    if (json.length > crossing.answerChars) {
      throw new SdkError("RangeError", `the answer is longer than ${crossing.answerChars}`);
    }
    this.#ledgerOf().effects.succeed(effect, json);
    return { verdict: "value", json };
  }

  #failed(effect: OpenEffect, error: unknown, onFault: OnFault): Answer {
    if (error instanceof Breach) {
      this.#ledgerOf().effects.fail(effect, error.message);
      this.breach ??= error.message;
      return { verdict: "breach", json: error.message };
    }
    const { name, message } = error instanceof SdkError ? error : hidden(error, onFault);
    this.#ledgerOf().effects.fail(effect, `${name}: ${message}`);
    return { verdict: "error", json: JSON.stringify({ name, message }) };
  }
}

/** A call that fails is the platform's fault; the guest learns no more than that. */
function hidden(fault: unknown, onFault: OnFault): SdkError {
  onFault(fault);
  return new SdkError("SdkError", "the platform could not do this; try again later");
}
