"use client";
// What became of a test run: how it ended, its error with the way to its line, what it did, logged and returned.
import { EffectList } from "#components/executions/effect-list.tsx";
import { ExecutionBadge } from "#components/executions/execution-badge.tsx";
import { LogList } from "#components/executions/log-list.tsx";
import { DryRunBadge } from "#components/executions/test-run-badges.tsx";
import { versionName } from "#components/scripts/version-name.ts";
import { Button } from "#components/ui/button.tsx";
import type { Place } from "#components/ui/code-problem.ts";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { formatBytes, formatDuration } from "#components/ui/format.ts";
import { escapeInvisible } from "#components/ui/invisible.ts";
import { JsonViewer } from "#components/ui/json-viewer.tsx";
import { linkClass } from "#components/ui/link-class.ts";
import { Section } from "#components/ui/section.tsx";
import type { ExecutionProgress } from "#lib/executions/execution-detail.ts";
import type { RunError } from "#lib/executions/run-result.ts";
import { useInView } from "./use-in-view.ts";

type TestOutcomeProps = {
  execution: ExecutionProgress;
  /** Something newer was asked for since. */
  isOld: boolean;
  onPlace: (place: Place) => void;
};

export function TestOutcome({ execution, isOld, onPlace }: TestOutcomeProps) {
  const { id, error, resultText, logsText, effectsText, startedAt } = execution;
  const place = useInView<HTMLElement>(id);
  return (
    <section
      ref={place}
      aria-label={isOld ? "Run before" : "Last run"}
      className="grid min-w-0 scroll-mt-16 gap-4 xl:scroll-mt-12"
    >
      <Head execution={execution} isOld={isOld} />
      {error ? <ErrorOf error={error} onPlace={onPlace} /> : null}
      {resultText === null ? null : (
        <Section title="Result">
          <JsonViewer text={resultText} label="Result" />
        </Section>
      )}
      {/* Another run begins with its own first lines. */}
      <EffectList key={`effects-${id}`} effectsText={effectsText} isRunning={false} />
      <LogList key={`log-${id}`} logsText={logsText} startedAt={startedAt} isRunning={false} />
    </section>
  );
}

function Head({ execution, isOld }: Pick<TestOutcomeProps, "execution" | "isOld">) {
  const { id, status, version, dryRun, durationMs, cpuMs, peakHeapBytes } = execution;
  const facts = [
    isOld ? "The run before" : null,
    versionName(version),
    formatDuration(durationMs),
    cpuMs === null ? null : `${formatDuration(cpuMs)} CPU`,
    peakHeapBytes === null ? null : formatBytes(peakHeapBytes),
  ].filter((fact) => fact !== null);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <ExecutionBadge status={status} />
      {dryRun ? <DryRunBadge /> : null}
      <span className="text-quiet tabular-nums">{facts.join(" · ")}</span>
      <a className={`${linkClass} ml-auto`} href={`/executions/${id}`}>
        Open execution
      </a>
    </div>
  );
}

function ErrorOf({ error, onPlace }: { error: RunError; onPlace: (place: Place) => void }) {
  const { name, message, stack, line, column = 1 } = error;
  return (
    <Section
      title="Error"
      actions={
        line === undefined ? null : (
          <Button size="sm" icon="code" onClick={() => onPlace({ line, column })}>
            Line {line}, column {column}
          </Button>
        )
      }
    >
      <p className="max-h-60 overflow-y-auto whitespace-pre-wrap font-mono text-red text-sm [overflow-wrap:anywhere]">
        <bdi dir="ltr">
          <span className="font-semibold">{escapeInvisible(name)}</span>: {escapeInvisible(message)}
        </bdi>
      </p>
      {stack ? (
        <Disclosure summary="Stack" className="text-sm">
          <pre
            dir="ltr"
            className="mt-2 max-h-60 overflow-auto whitespace-pre-wrap rounded-md border border-line bg-sunken p-3 font-mono text-xs [overflow-wrap:anywhere]"
          >
            {escapeInvisible(stack)}
          </pre>
        </Disclosure>
      ) : null}
    </Section>
  );
}
