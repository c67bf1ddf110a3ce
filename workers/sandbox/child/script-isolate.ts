// One V8 isolate with a locked-down realm, which takes one script and then lives for that script alone.
import ivm from "isolated-vm";
import type { PackedBatch } from "../protocol.ts";
import { crossing } from "../sdk/limits.ts";
import { guestProgram, sesSource } from "./guest-program.ts";
import { type Outbox, outboxLayout } from "./outbox.ts";

/** The guest's way out. */
export type Exit = {
  outbox: Outbox;
  /** Takes a line that the guest hands over because it is long; says where it ended. */
  onLong: (line: string) => number;
};

/** Runs to begin: how long the texts of each are, the texts, how many may wait, and what the runs are for. */
export type Beginning = { plan: string; texts: string; room: number } & Pick<
  PackedBatch,
  "carries"
>;

type GuestBounds = Pick<PackedBatch, "limits" | "budgets">;

/** A batch whose runs are in an isolate. */
export type Member = {
  readonly openRuns: number;
  /** The isolate is gone, and its runs with it. */
  lose: () => void;
};

const megabyte = 1024 * 1024;
/** What SES, the platform's own program and the outbox take of the heap. */
const realmMegabytes = 17;
const program = guestProgram();
const ses = sesSource();
const entryNames = ["load", "configure", "begin", "answer"] as const;
type EntryName = (typeof entryNames)[number];
type Entries = Record<EntryName, ivm.Reference>;

const layout = JSON.stringify(outboxLayout);

export class ScriptIsolate {
  readonly heapBytes: number;
  runs = 0;
  isLoaded = false;
  /** No run is left in it that was given up. */
  isHealthy = true;
  readonly members = new Set<Member>();
  readonly #isolate: ivm.Isolate;
  readonly #entries: Entries;
  #limitsJson = "";

  /** Makes an isolate without blocking this thread. */
  static async prepare(heapBytes: number, exit: Exit): Promise<ScriptIsolate> {
    const isolate = newIsolate(heapBytes);
    const context = await isolate.createContext();
    await context.eval(ses, { filename: "ses" });
    const guest = await context.evalClosure(program, closureArguments(exit), closureOptions);
    return new ScriptIsolate(isolate, guest, heapBytes);
  }

  /** Makes an isolate at once. */
  static prepareNow(heapBytes: number, exit: Exit): ScriptIsolate {
    const isolate = newIsolate(heapBytes);
    const context = isolate.createContextSync();
    context.evalSync(ses, { filename: "ses" });
    const guest = context.evalClosureSync(program, closureArguments(exit), closureOptions);
    return new ScriptIsolate(isolate, guest, heapBytes);
  }

  private constructor(isolate: ivm.Isolate, guest: ivm.Reference, heapBytes: number) {
    const entry = (name: EntryName) => guest.getSync(name, { reference: true }) as ivm.Reference;
    this.heapBytes = heapBytes;
    this.#isolate = isolate;
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

  /** Open runs of all batches that are in it. */
  get openRuns(): number {
    let open = 0;
    for (const member of this.members) open += member.openRuns;
    return open;
  }

  configure(bounds: GuestBounds): void {
    const limitsJson = printBounds(bounds);
    if (limitsJson === this.#limitsJson) return;
    this.#entries.configure.applySync(undefined, [limitsJson]);
    this.#limitsJson = limitsJson;
  }

  isConfigured(bounds: GuestBounds): boolean {
    return this.#limitsJson === printBounds(bounds);
  }

  load(source: string, timeout: number): void {
    this.isLoaded = true;
    this.#entries.load.applySync(undefined, [source], { timeout });
  }

  /** Begins runs, one after the other, until all have begun or one takes its time. Throws when V8 stops it (see `stopOf`). */
  begin({ plan, texts, room, carries }: Beginning, timeout: number): void {
    this.#entries.begin.applySync(undefined, [plan, texts, room, carries], { timeout });
  }

  /** Answers sdk calls and runs what waited for them. */
  answer(plan: string, room: number, timeout: number): void {
    this.#entries.answer.applySync(undefined, [plan, room], { timeout });
  }

  dispose(): void {
    if (!this.#isolate.isDisposed) this.#isolate.dispose();
  }
}

function printBounds({ limits, budgets }: GuestBounds): string {
  return JSON.stringify({ ...limits, crossing, budgets });
}

const closureOptions = { result: { reference: true } } as const;

function newIsolate(heapBytes: number): ivm.Isolate {
  const memoryLimit = Math.ceil(heapBytes / megabyte) + realmMegabytes;
  return new ivm.Isolate({ memoryLimit, onCatastrophicError: () => process.abort() });
}

function closureArguments({ outbox, onLong }: Exit): unknown[] {
  const sendLong = new ivm.Callback(onLong, { sync: true });
  return [new ivm.ExternalCopy(outbox.memory).copyInto(), sendLong, layout];
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
