// Runs an endpoint's script for one request: in the sandbox, under its tenant's limits, kept as an execution before it is
// answered.
import { randomUUIDv7 } from "node:crypto";
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import type { Endpoint } from "#db/repositories/endpoints.ts";
import { endpointLimits } from "#lib/endpoints/endpoint-limits.ts";
import { readAnswer, type ScriptAnswer } from "#lib/endpoints/script-answer.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { env } from "#lib/platform/env.ts";
import { missingVersion } from "#workers/executor/platform-results.ts";
import { createSourceCache, type SourceCache } from "#workers/executor/source-cache.ts";
import { keepRun } from "#workers/runs/keep-run.ts";
import { runOnce, runToEnd } from "#workers/runs/run-once.ts";
import type { SandboxPool } from "#workers/sandbox/pool.ts";
import { problemReply, type Reply } from "./reply.ts";
import { requestContextJson } from "./request-context.ts";
import { Turns } from "./turns.ts";

export type EndpointWorld = { sql: Sql; log: Logger; pool: Pick<SandboxPool, "run"> };

type Asked = { endpoint: Endpoint; tenant: string; requestJson: string };

const { attempts, retryAfterSeconds } = endpointLimits;

export class EndpointRuns {
  readonly #world: EndpointWorld;
  readonly #sources: SourceCache;
  readonly #turns = new Turns();

  constructor(world: EndpointWorld) {
    this.#world = world;
    this.#sources = createSourceCache(world.sql, env("SANDBOX_CORDON"));
  }

  async answer(asked: Asked): Promise<Reply> {
    const askedAt = performance.now();
    const { tenantId, scriptId } = asked.endpoint;
    await this.#sources.prepare([asked.endpoint]);
    const limits = this.#sources.limits(tenantId);
    const giveBack = await this.#turns.take({ tenantId, scriptId, limits });
    if (!giveBack) return busy;
    try {
      return await this.#run(asked, askedAt);
    } finally {
      giveBack();
    }
  }

  async #run(asked: Asked, askedAt: number): Promise<Reply> {
    const { log } = this.#world;
    const executionId = randomUUIDv7();
    const onLost = () => log.warn({ executionId }, "the sandbox lost a run for a request");
    const once = () => this.#runOnce(asked, executionId);
    const result = await runToEnd(once, { attempts, onLost });
    if (result.uncharged) return lost;
    const queueWaitMs = Math.max(0, performance.now() - askedAt - result.durationMs);
    const { judged, answer } = judge(result);
    const kept = await this.#keep(asked, judged, queueWaitMs);
    return kept.outcome === "succeeded" && answer ? answer : failed(executionId);
  }

  async #runOnce(
    { endpoint, tenant, requestJson }: Asked,
    executionId: string,
  ): Promise<RunResult> {
    const { tenantId, version } = endpoint;
    const script = this.#sources.script(endpoint);
    if (!script) return missingVersion(executionId, version);
    const contextJson = requestContextJson({ endpoint, tenant, executionId });
    return runOnce(this.#world.pool, {
      script,
      limits: this.#sources.limits(tenantId),
      run: { executionId, contextJson, dataJson: requestJson },
      cordoned: this.#sources.isCordoned(tenantId),
      carries: "request",
    });
  }

  #keep({ endpoint }: Asked, result: RunResult, queueWaitMs: number): Promise<RunResult> {
    const { tenantId, scriptId, name, version } = endpoint;
    const run = {
      tenantId,
      script: { id: scriptId, name, version },
      trigger: "http" as const,
      dryRun: false,
      event: null,
      chain: { correlationId: result.executionId, hop: 0, path: [] },
      queueWaitMs,
      result,
    };
    return keepRun(run, this.#world);
  }
}

/** A run that returns what is no answer has failed: its events are not written, and its execution says why. */
function judge(result: RunResult): { judged: RunResult; answer: ScriptAnswer | null } {
  if (result.outcome !== "succeeded") return { judged: result, answer: null };
  const read = readAnswer(result.resultJson);
  if (read.ok) return { judged: result, answer: read.answer };
  const error = { name: "AnswerError", message: read.message };
  return { judged: { ...result, outcome: "failed", error, emitted: [] }, answer: null };
}

function failed(executionId: string): Reply {
  const detail = "The script of this endpoint failed. Its execution says why.";
  return problemReply({ code: "internal", detail }, { executionId });
}

const busy = problemReply({
  code: "rate_limited",
  detail: "Too many requests of this tenant are being answered. Try again.",
  retryAfterSeconds,
});

const lost = problemReply({
  code: "unavailable",
  detail: "The request could not be answered just now. Try again.",
  retryAfterSeconds,
});
