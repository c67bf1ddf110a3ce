// One sandbox child as its parent sees it: spawned, fed one batch at a time, fenced, killed.
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import type { Readable } from "node:stream";
import type { BatchCourse, ChildDeath } from "./batch-course.ts";
import { childCommand } from "./child-command.ts";
import type { CommandPrefix } from "./network-namespace.ts";
import {
  type CallReply,
  type ChildRequest,
  type KillReason,
  packBatch,
  readLine,
  reportFd,
} from "./protocol.ts";

const fencePollMs = 100;
const blockedMs = 100;
const pageBytes = 4_096;
const longestLine = 16 * 1024 * 1024;
// Next's types demand NODE_ENV in every environment; a child is to have none.
const noEnvironment = {} as NodeJS.ProcessEnv;
/** The child's own fence is lower and looks more often; this one holds when the child's is broken. */
const fenceSlack = 160 * 1024 * 1024;
const mostKept = 64 * 1024 * 1024;

export type ChildListener = {
  onUp: (child: SandboxChild) => void;
  onIdle: (child: SandboxChild) => void;
  onDown: (child: SandboxChild) => void;
  onBroken: (child: SandboxChild, error: unknown) => void;
};

export class SandboxChild {
  isUp = false;
  hasBeenUp = false;
  /** It has kept too much of what a run that was out of memory had taken: another is to take its place. */
  isSpent = false;
  readonly gone: Promise<void>;
  readonly #process: ChildProcess;
  readonly #listener: ChildListener;
  #course: BatchCourse | null = null;
  #onCourseOver: () => void = () => {};
  readonly #replies: CallReply[] = [];
  #reason: KillReason | null = null;
  #cut = "";
  #fence: NodeJS.Timeout | null = null;
  /** Bytes it held before its first batch. */
  #firstResting: number | null = null;
  #memoryFence = Number.POSITIVE_INFINITY;

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
    return this.#course !== null;
  }

  /** Ended on purpose. */
  get isStopped(): boolean {
    return this.#reason === "stop";
  }

  /** True when the batch in the child has made no progress for a while: in guest code, or waiting. */
  isBlocked(): boolean {
    return (this.#course?.silentMs(performance.now()) ?? 0) > blockedMs;
  }

  /** Resolves when every run of the course has ended or must go again. */
  run(course: BatchCourse): Promise<void> {
    this.#course = course;
    this.#watch(course);
    this.send(packBatch(course.request));
    return new Promise((resolve) => {
      this.#onCourseOver = resolve;
    });
  }

  /** Answers that come together go together. */
  reply(reply: CallReply): void {
    this.#replies.push(reply);
    if (this.#replies.length > 1) return;
    queueMicrotask(() => this.send({ kind: "replies", replies: this.#replies.splice(0) }));
  }

  send(request: ChildRequest): void {
    if (this.#process.connected) this.#process.send(request, () => {});
  }

  kill(reason: KillReason | null): void {
    this.#reason ??= reason;
    this.#process.kill("SIGKILL");
  }

  #read(text: string): void {
    const parts = (this.#cut + text).split("\n");
    this.#cut = parts.pop() ?? "";
    if (this.#cut.length > longestLine) this.kill(null);
    try {
      for (const part of parts) this.#hear(part);
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
    else this.#course?.hear(line);
    if (this.#course?.isOver) this.#leaveCourse();
  }

  #rise(): void {
    this.isUp = true;
    this.hasBeenUp = true;
    this.#listener.onUp(this);
  }

  #leaveCourse(): void {
    if (this.#fence) clearInterval(this.#fence);
    const kept = (this.#residentBytes() ?? 0) - (this.#firstResting ?? 0);
    this.isSpent ||= this.#course?.hasOverflowed === true && kept > mostKept;
    this.#course = null;
    this.#onCourseOver();
    if (this.isUp) this.#listener.onIdle(this);
  }

  #die(death: ChildDeath): void {
    this.isUp = false;
    this.#course?.die(death);
    if (this.#course) this.#leaveCourse();
    this.#listener.onDown(this);
  }

  #watch(course: BatchCourse): void {
    const resting = this.#residentBytes();
    this.#firstResting ??= resting;
    this.#memoryFence =
      resting === null
        ? Number.POSITIVE_INFINITY
        : resting + course.request.limits.heapBytes + fenceSlack;
    this.#fence = setInterval(() => {
      if ((this.#residentBytes() ?? 0) > this.#memoryFence) this.kill("memory");
      if (course.isLate(performance.now())) this.kill("wall");
    }, fencePollMs);
  }

  /** Null where the system does not tell. */
  #residentBytes(): number | null {
    try {
      const [, resident] = readFileSync(`/proc/${this.pid}/statm`, "latin1").split(" ");
      return Number(resident) * pageBytes;
    } catch {
      return null;
    }
  }
}
