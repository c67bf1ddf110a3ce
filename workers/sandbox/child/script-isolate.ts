// One V8 isolate with a locked-down realm, which takes one script and then lives for that script alone.
import ivm from "isolated-vm";
import type { BatchRequest, CallVerdict } from "../protocol.ts";
import { crossing } from "../sdk/limits.ts";
import { guestProgram, sesSource } from "./guest-program.ts";

/** What guest code may tell the host, always while the host is inside `enter` or `settle`. */
export type GuestListener = {
  onCall: (index: number, call: number, name: string, json: string) => void;
  onDone: (index: number, letter: string, text: string) => void;
};

type GuestBounds = Pick<BatchRequest, "limits" | "budgets">;

const megabyte = 1024 * 1024;
/** What SES and the platform's own program take of the heap. */
const realmMegabytes = 16;
const program = guestProgram();
const ses = sesSource();
const entryNames = ["load", "configure", "enter", "settle"] as const;
type EntryName = (typeof entryNames)[number];
type Entries = Record<EntryName, ivm.Reference>;

const nobody: GuestListener = { onCall: () => {}, onDone: () => {} };

export class ScriptIsolate {
  readonly heapBytes: number;
  runs = 0;
  readonly #isolate: ivm.Isolate;
  readonly #entries: Entries;
  readonly #listener: { current: GuestListener };
  #limitsJson = "";

  /** Makes an isolate without blocking this thread. */
  static async prepare(heapBytes: number): Promise<ScriptIsolate> {
    const isolate = newIsolate(heapBytes);
    const context = await isolate.createContext();
    await context.eval(ses, { filename: "ses" });
    const listener = { current: nobody };
    const guest = await context.evalClosure(program, callbacks(listener), closureOptions);
    return new ScriptIsolate(isolate, guest, listener, heapBytes);
  }

  /** Makes an isolate at once. */
  static prepareNow(heapBytes: number): ScriptIsolate {
    const isolate = newIsolate(heapBytes);
    const context = isolate.createContextSync();
    context.evalSync(ses, { filename: "ses" });
    const listener = { current: nobody };
    const guest = context.evalClosureSync(program, callbacks(listener), closureOptions);
    return new ScriptIsolate(isolate, guest, listener, heapBytes);
  }

  private constructor(
    isolate: ivm.Isolate,
    guest: ivm.Reference,
    listener: { current: GuestListener },
    heapBytes: number,
  ) {
    const entry = (name: EntryName) => guest.getSync(name, { reference: true }) as ivm.Reference;
    this.heapBytes = heapBytes;
    this.#isolate = isolate;
    this.#listener = listener;
    this.#entries = {
      load: entry("load"),
      configure: entry("configure"),
      enter: entry("enter"),
      settle: entry("settle"),
    };
  }

  get isDisposed(): boolean {
    return this.#isolate.isDisposed;
  }

  listen(listener: GuestListener, { limits, budgets }: GuestBounds): void {
    this.#listener.current = listener;
    const limitsJson = JSON.stringify({ ...limits, crossing, budgets });
    if (limitsJson === this.#limitsJson) return;
    this.#entries.configure.applySync(undefined, [limitsJson]);
    this.#limitsJson = limitsJson;
  }

  unlisten(): void {
    this.#listener.current = nobody;
  }

  load(source: string, timeout: number): void {
    this.#entries.load.applySync(undefined, [source], { timeout });
  }

  /** Runs the script until it ends or waits. Throws when V8 stops it (see `stopOf`). */
  enter(index: number, contextJson: string, dataJson: string | null, timeout: number): void {
    this.runs += 1;
    this.#entries.enter.applySync(undefined, [index, contextJson, dataJson], { timeout });
  }

  /** Answers an sdk call and runs what waited for it. */
  settle(index: number, call: number, verdict: CallVerdict, json: string, timeout: number): void {
    this.#entries.settle.applySync(undefined, [index, call, verdict, json], { timeout });
  }

  dispose(): void {
    this.unlisten();
    if (!this.#isolate.isDisposed) this.#isolate.dispose();
  }
}

const closureOptions = { result: { reference: true } } as const;

function newIsolate(heapBytes: number): ivm.Isolate {
  const memoryLimit = Math.ceil(heapBytes / megabyte) + realmMegabytes;
  return new ivm.Isolate({ memoryLimit, onCatastrophicError: () => process.abort() });
}

function callbacks(listener: { current: GuestListener }): ivm.Callback[] {
  const send = (index: number, call: number, name: string, json: string): void =>
    listener.current.onCall(index, call, name, json);
  const done = (index: number, letter: string, text: string): void =>
    listener.current.onDone(index, letter, text);
  return [new ivm.Callback(send, { sync: true }), new ivm.Callback(done, { sync: true })];
}

/**
 * Why the host was thrown out of the guest. `isOverdue`: the visit has used up its time; the message alone proves
 * nothing, for a script may reject a promise with the same words.
 */
export function stopOf(
  error: unknown,
  isolate: ScriptIsolate,
  isOverdue: boolean,
): "time" | "memory" | "rejection" {
  if (isolate.isDisposed) return "memory";
  const isTimeout = error instanceof Error && error.message === "Script execution timed out.";
  return isTimeout && isOverdue ? "time" : "rejection";
}
