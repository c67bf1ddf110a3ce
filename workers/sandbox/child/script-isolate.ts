// One V8 isolate with a locked-down realm, which takes one script and then lives for that script alone.
import ivm from "isolated-vm";
import type { PackedBatch } from "../protocol.ts";
import { crossing } from "../sdk/limits.ts";
import { guestProgram, sesSource } from "./guest-program.ts";
import { type Outbox, outboxLayout } from "./outbox.ts";

/** Takes a line that the guest hands over because it is long, always while the host is inside; says where it ended. */
type OnLine = (line: string) => number;

type GuestBounds = Pick<PackedBatch, "limits" | "budgets">;

const megabyte = 1024 * 1024;
/** What SES, the platform's own program and the outbox take of the heap. */
const realmMegabytes = 17;
const program = guestProgram();
const ses = sesSource();
const entryNames = ["load", "configure", "begin", "answer"] as const;
type EntryName = (typeof entryNames)[number];
type Entries = Record<EntryName, ivm.Reference>;

const nobody: OnLine = () => 0;
const layout = JSON.stringify(outboxLayout);

export class ScriptIsolate {
  readonly heapBytes: number;
  runs = 0;
  isLoaded = false;
  readonly #isolate: ivm.Isolate;
  readonly #entries: Entries;
  readonly #listener: { current: OnLine };
  #limitsJson = "";

  /** Makes an isolate without blocking this thread. */
  static async prepare(heapBytes: number, outbox: Outbox): Promise<ScriptIsolate> {
    const isolate = newIsolate(heapBytes);
    const context = await isolate.createContext();
    await context.eval(ses, { filename: "ses" });
    const listener = { current: nobody };
    const guest = await context.evalClosure(
      program,
      closureArguments(listener, outbox),
      closureOptions,
    );
    return new ScriptIsolate(isolate, guest, listener, heapBytes);
  }

  /** Makes an isolate at once. */
  static prepareNow(heapBytes: number, outbox: Outbox): ScriptIsolate {
    const isolate = newIsolate(heapBytes);
    const context = isolate.createContextSync();
    context.evalSync(ses, { filename: "ses" });
    const listener = { current: nobody };
    const guest = context.evalClosureSync(
      program,
      closureArguments(listener, outbox),
      closureOptions,
    );
    return new ScriptIsolate(isolate, guest, listener, heapBytes);
  }

  private constructor(
    isolate: ivm.Isolate,
    guest: ivm.Reference,
    listener: { current: OnLine },
    heapBytes: number,
  ) {
    const entry = (name: EntryName) => guest.getSync(name, { reference: true }) as ivm.Reference;
    this.heapBytes = heapBytes;
    this.#isolate = isolate;
    this.#listener = listener;
    this.#entries = {
      load: entry("load"),
      configure: entry("configure"),
      begin: entry("begin"),
      answer: entry("answer"),
    };
  }

  get isDisposed(): boolean {
    return this.#isolate.isDisposed;
  }

  listen(listener: OnLine, { limits, budgets }: GuestBounds): void {
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
    this.isLoaded = true;
    this.#entries.load.applySync(undefined, [source], { timeout });
  }

  /** Begins runs, one after the other, until all have begun or one takes its time. Throws when V8 stops it (see `stopOf`). */
  begin(plan: string, texts: string, room: number, timeout: number): void {
    this.#entries.begin.applySync(undefined, [plan, texts, room], { timeout });
  }

  /** Answers sdk calls and runs what waited for them. */
  answer(plan: string, room: number, timeout: number): void {
    this.#entries.answer.applySync(undefined, [plan, room], { timeout });
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

function closureArguments(listener: { current: OnLine }, outbox: Outbox): unknown[] {
  const onLine = new ivm.Callback((line: string): number => listener.current(line), { sync: true });
  return [new ivm.ExternalCopy(outbox.memory).copyInto(), onLine, layout];
}

export type StopReason = "time" | "memory" | "rejection";

/**
 * Why the host was thrown out of the guest. `isOverdue`: the visit has used up its time; the message alone proves
 * nothing, for a script may reject a promise with the same words.
 */
export function stopOf(error: unknown, isolate: ScriptIsolate, isOverdue: boolean): StopReason {
  if (isolate.isDisposed) return "memory";
  const isTimeout = error instanceof Error && error.message === "Script execution timed out.";
  return isTimeout && isOverdue ? "time" : "rejection";
}
