// One sandbox child as its parent sees it: spawned, fed the batches of one tenant at a time, fenced, killed.
import { type ChildProcess, spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import type { Readable } from "node:stream";
import type { BatchCourse } from "./batch-course.ts";
import { childCommand } from "./child-command.ts";
import { LineReader } from "./line-reader.ts";
import { Lull } from "./lull.ts";
import type { CommandPrefix } from "./network-namespace.ts";
import type { PoolRequest } from "./pool-request.ts";
import {
  type BatchRequest,
  type CallReply,
  type ChildLine,
  type ChildRequest,
  type KillReason,
  mostOpenRuns,
  packBatch,
  readLine,
  reportFd,
} from "./protocol.ts";
import { ResidentMemory } from "./resident-memory.ts";
import { type ChildDeath, Suspect } from "./suspect.ts";

const fencePollMs = 100;
const blockedMs = 100;
const longestLine = 16 * 1024 * 1024;
// Next's types demand NODE_ENV in every environment; a child is to have none.
const noEnvironment = {} as NodeJS.ProcessEnv;

export type ChildListener = {
  onUp: (child: SandboxChild) => void;
  onIdle: (child: SandboxChild) => void;
  /** It may take one more batch. */
  onLull: (child: SandboxChild) => void;
  onDown: (child: SandboxChild) => void;
  onBroken: (child: SandboxChild, error: unknown) => void;
};

type Stay = { course: BatchCourse; isAlone: boolean; onOver: () => void };

export class SandboxChild {
  isUp = false;
  hasBeenUp = false;
  /** It has kept too much of what a run that was out of memory had taken: another is to take its place. */
  isSpent = false;
  readonly gone: Promise<void>;
  readonly #process: ChildProcess;
  readonly #listener: ChildListener;
  readonly #memory: ResidentMemory;
  readonly #suspect = new Suspect();
  readonly #lines = new LineReader();
  readonly #lull = new Lull(() => this.#rouse());
  #stays: Stay[] = [];
  /** When a batch came to others, since it was at rest. */
  #sharedAt: number | null = null;
  #hasOverflowed = false;
  #heardAt = 0;
  readonly #replies: CallReply[] = [];
  #reason: KillReason | null = null;
  #fence: NodeJS.Timeout | null = null;

  constructor(prefix: CommandPrefix, listener: ChildListener) {
    this.#listener = listener;
    const { file, args } = childCommand(prefix);
    this.#process = spawn(file, args, {
      cwd: "/",
      env: noEnvironment,
      stdio: ["ignore", "ignore", "ignore", "ipc", "pipe"],
      // Payloads are texts of JSON: as JSON again they would be escaped once more.
      serialization: "advanced",
    });
    this.#memory = new ResidentMemory(this.#process.pid);
    this.#process.on("error", () => {});
    const report = this.#process.stdio[reportFd] as Readable;
    report.setEncoding("utf8");
    report.on("data", (text: string) => this.#read(text));
    this.gone = new Promise((resolve) => {
      this.#process.once("close", (_code, signal) => {
        this.#die({ reason: this.#reason, signal });
        resolve();
      });
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get isBusy(): boolean {
    return this.#stays.length > 0;
  }

  /** Whose batches it holds; null at rest. */
  get tenantId(): string | null {
    return this.#stays[0]?.course.request.script.tenantId ?? null;
  }

  /** Runs that may still begin to wait in it. */
  get room(): number {
    return mostOpenRuns - this.#stays.reduce((sum, { course }) => sum + course.inside.length, 0);
  }

  /** Ended on purpose. */
  get isStopped(): boolean {
    return this.#reason === "stop";
  }

  /** True when nobody else can count on it: nothing has moved for a while, or one batch may follow the other for long. */
  isBlocked(): boolean {
    if (!this.isBusy) return false;
    const since = Math.min(this.#heardAt, this.#sharedAt ?? this.#heardAt);
    return performance.now() - since > blockedMs;
  }

  /** A further batch of its tenant may come: all runs in it wait, and they have left room. */
  isJoinable(): boolean {
    if (!this.#lull.isOn || this.#reason !== null || this.room <= 0) return false;
    return !this.#stays.some(({ isAlone }) => isAlone) && this.#memory.hasRoom();
  }

  /** The request as this child takes it: with indexes that nobody in it has, and with the slots that are left. */
  seat({ cordoned: _, isAlone: __, ...request }: PoolRequest): BatchRequest {
    const slots = Math.min(request.slots, this.room);
    return { ...request, base: this.#freeBase(request.runs.length), slots: Math.max(1, slots) };
  }

  /** A batch is about to come: no other is to. */
  reserve(): void {
    this.#lull.isOn = false;
  }

  /** Resolves when every run of the course has ended or must go again. */
  run(course: BatchCourse, isAlone: boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#memory.enter(course.request.limits.heapBytes, !this.isBusy);
    this.#heardAt = performance.now();
    if (this.isBusy) this.#sharedAt ??= this.#heardAt;
    this.#stays.push({ course, isAlone, onOver: resolve });
    this.#fence ??= setInterval(() => this.#watch(), fencePollMs);
    this.send(packBatch(course.request));
    return promise;
  }

  /** Answers that come together go together. */
  reply(reply: CallReply): void {
    this.#replies.push(reply);
    if (this.#replies.length > 1) return;
    queueMicrotask(() => this.send({ kind: "replies", replies: this.#replies.splice(0) }));
  }

  send(request: ChildRequest): void {
    this.#lull.break();
    if (this.#process.connected) this.#process.send(request, () => {});
  }

  kill(reason: KillReason | null): void {
    this.#reason ??= reason;
    this.#process.kill("SIGKILL");
  }

  #freeBase(count: number): number {
    let base = 0;
    const taken = this.#stays.map(({ course }) => course.request);
    for (const request of taken.sort((a, b) => a.base - b.base)) {
      if (request.base - base >= count) break;
      base = request.base + request.runs.length;
    }
    return base;
  }

  #read(text: string): void {
    const lines = this.#lines.read(text);
    if (this.#lines.openChars > longestLine) this.kill(null);
    try {
      for (const line of lines) this.#hear(line);
    } catch (error) {
      // A child that does not speak the protocol is broken or taken over.
      this.#listener.onBroken(this, error);
      this.kill(null);
    }
  }

  #hear(text: string): void {
    const line = readLine(text);
    if (line === null) return;
    if (line.kind === "up") this.#rise();
    else if (line.kind === "killed") this.#reason ??= line.reason;
    else if (this.isBusy) this.#follow(line);
  }

  #follow(line: ChildLine): void {
    if (line.kind !== "still") this.#heardAt = performance.now();
    this.#suspect.hear(line);
    if (line.kind === "waits") this.#lull.begin(line.heard);
    else if (line.kind === "batchEnd") this.#conclude(line);
    else if (line.kind !== "left" && line.kind !== "still") this.#pass(line);
  }

  #pass(line: ChildLine): void {
    const index = "index" in line ? line.index : null;
    for (const { course } of this.#stays) {
      if (index === null || course.owns(index)) course.hear(line);
    }
  }

  #conclude(line: Extract<ChildLine, { kind: "batchEnd" }>): void {
    const stay = this.#stays.find(({ course }) => course.request.base === line.index);
    if (!stay) return;
    stay.course.hear(line);
    this.#stays = this.#stays.filter((other) => other !== stay);
    this.#leave(stay);
  }

  #rise(): void {
    this.isUp = true;
    this.hasBeenUp = true;
    this.#listener.onUp(this);
  }

  #leave({ course, onOver }: Stay): void {
    this.#hasOverflowed ||= course.hasOverflowed;
    onOver();
    if (!this.isBusy) this.#rest();
  }

  #rest(): void {
    if (this.#fence) clearInterval(this.#fence);
    this.#fence = null;
    this.isSpent ||= this.#hasOverflowed && this.#memory.isSwollen();
    this.#hasOverflowed = false;
    this.#sharedAt = null;
    this.#suspect.forget();
    this.#lull.end();
    if (this.isUp) this.#listener.onIdle(this);
  }

  /** A batch may come when it is known what those that are here have taken. */
  #rouse(): void {
    if (this.isJoinable()) this.#listener.onLull(this);
  }

  #die(death: ChildDeath): void {
    this.isUp = false;
    const stays = this.#stays.splice(0);
    const guilty = this.#guilty(death, stays);
    for (const { course } of stays) course.die(death, guilty);
    for (const stay of stays) this.#leave(stay);
    this.#memory.close();
    this.#listener.onDown(this);
  }

  #guilty(death: ChildDeath, stays: readonly Stay[]): number | null {
    const courses = stays.map(({ course }) => course);
    const isShared = this.#sharedAt !== null;
    return this.#suspect.guilty(death, {
      inside: courses.flatMap(({ inside }) => inside),
      isOnlyRun: !isShared && courses[0]?.request.runs.length === 1,
      isShared,
      isOverdue: (index) => courses.some((course) => course.isOverdue(index)),
    });
  }

  #watch(): void {
    if (this.#memory.isBeyondFence()) this.kill("memory");
    const now = performance.now();
    const late = this.#stays.filter(({ course }) => course.isLate(now));
    if (late.length > 0) this.kill("wall");
  }
}
