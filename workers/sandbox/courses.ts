// Brings the runs of a batch to their results: in one course, and those that must go again each in one of its own.
import type { RunProgress } from "#lib/executions/run-result.ts";
import { type Again, BatchCourse } from "./batch-course.ts";
import { unchargedResult } from "./build-result.ts";
import type { SandboxChild } from "./child-process.ts";
import { OpenHostRun } from "./host-run.ts";
import type { OnResult } from "./job-queue.ts";
import type { PoolRequest } from "./pool-request.ts";
import type { SdkHost } from "./sdk/host.ts";

const aloneAttempts = 3;
/** The last attempt is stopped by CPU time and wall time only. */
const patience = 1_000_000;
const stopped = "the sandbox has stopped";

type CoursesListener = {
  /** Null when the sandbox has stopped. */
  takeChild: (request: PoolRequest, onResult: OnResult) => Promise<SandboxChild | null>;
  onOver: (course: BatchCourse, child: SandboxChild) => void;
  onProgress: (run: { executionId: string; tenantId: string }, progress: RunProgress) => void;
  onFault: (error: unknown) => void;
};

export class Courses {
  readonly #sdk: SdkHost;
  readonly #listener: CoursesListener;

  constructor(sdk: SdkHost, listener: CoursesListener) {
    this.#sdk = sdk;
    this.#listener = listener;
  }

  /** Resolves when every run has had exactly one result. */
  async run(request: PoolRequest, onResult: OnResult, attempt = 1): Promise<void> {
    const { takeChild, onOver } = this.#listener;
    const child = await takeChild(request, onResult);
    if (child === null) return this.#giveBack(request, onResult, stopped);
    const course = this.#open(request, child, onResult);
    await child.run(course, request.isAlone);
    onOver(course, child);
    const next = request.isAlone ? attempt + 1 : 1;
    const again = course.again.values();
    const lane = async () => {
      for (const one of again) await this.#runAlone(request, one, onResult, next);
    };
    await Promise.all(Array.from({ length: request.slots }, lane));
  }

  #open(request: PoolRequest, child: SandboxChild, onResult: OnResult): BatchCourse {
    const { onProgress, onFault } = this.#listener;
    const { tenantId } = request.script;
    return new BatchCourse(child.seat(request), this.#sdk, {
      onResult,
      onProgress: (executionId, progress) => onProgress({ executionId, tenantId }, progress),
      reply: (reply) => child.reply(reply),
      onFault,
    });
  }

  #runAlone(request: PoolRequest, again: Again, onResult: OnResult, attempt: number) {
    const busyFactor = attempt < aloneAttempts ? again.busyFactor : patience;
    const alone: PoolRequest = {
      ...request,
      runs: [again.run],
      slots: 1,
      busyFactor,
      isAlone: true,
    };
    if (attempt > aloneAttempts) {
      return this.#giveBack(alone, onResult, "the sandbox died under this run");
    }
    return this.run(alone, onResult, attempt);
  }

  #giveBack({ runs, script, limits }: PoolRequest, onResult: OnResult, why: string): void {
    for (const run of runs) {
      onResult(unchargedResult(new OpenHostRun(run, script, limits, this.#sdk), why));
    }
  }
}
