"use client";
// That a test runs, for how long by now, and once how it ended, for who cannot see it.
import { useEffect, useState } from "react";
import { executionLooks } from "#components/executions/execution-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { formatDuration } from "#components/ui/format.ts";
import type { ExecutionProgress } from "#lib/executions/execution-detail.ts";
import type { Failure } from "#lib/shared/failure.ts";

type RunStatusProps = {
  /** By this browser's clock. */
  since: number | null;
  wallMs: number;
  last: ExecutionProgress | null;
  failure: Failure | null;
};

export function RunStatus({ since, wallMs, last, failure }: RunStatusProps) {
  const ended =
    !failure && last
      ? `${executionLooks[last.status].word}, ${formatDuration(last.durationMs)}`
      : "";
  return (
    <>
      <p role="status" className="sr-only">
        {since === null ? ended : "Running"}
      </p>
      {since === null ? null : <Progress since={since} wallMs={wallMs} />}
    </>
  );
}

const everyMs = 100;

function Progress({ since, wallMs }: { since: number; wallMs: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), everyMs);
    return () => clearInterval(timer);
  }, []);
  const passed = Math.max(0, now - since);
  return (
    <div aria-hidden="true" className="grid gap-2">
      <p className="flex items-center justify-between gap-2 text-sm">
        <Badge tone="blue" icon="loader" moving>
          Running
        </Badge>
        <span className="text-quiet tabular-nums">
          {formatDuration(Math.floor(passed / everyMs) * everyMs)} of at most{" "}
          {formatDuration(wallMs)}
        </span>
      </p>
      <div className="h-1 overflow-hidden rounded-sm bg-line">
        <div
          className="h-full bg-blue"
          style={{ width: `${Math.min(1, passed / wallMs) * 100}%` }}
        />
      </div>
    </div>
  );
}
