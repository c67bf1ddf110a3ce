"use client";
// The log of one execution: narrowed by level and words as one types. Long logs begin with their first lines.
import { useDeferredValue, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { fieldControl } from "#components/ui/field.tsx";
import { formatNumber, formatPlural } from "#components/ui/format.ts";
import { Input } from "#components/ui/input.tsx";
import { Section } from "#components/ui/section.tsx";
import { LogLevels } from "./log-levels.tsx";
import {
  countLevels,
  type LogLevel,
  narrowLog,
  readLogLines,
  type ShownLine,
} from "./log-lines.ts";
import { LogRow } from "./log-row.tsx";

type LogListProps = {
  logsText: string;
  startedAt: string;
  /** More may come. */
  isRunning: boolean;
};

const firstShown = 100;

export function LogList({ logsText, startedAt, isRunning }: LogListProps) {
  const lines = useMemo(() => readLogLines(logsText), [logsText]);
  const [level, setLevel] = useState<LogLevel | null>(null);
  const [words, setWords] = useState("");
  const searched = useDeferredValue(words);
  const shown = useMemo(
    () => narrowLog(lines, { level, words: searched }),
    [lines, level, searched],
  );
  if (lines.length === 0) {
    return (
      <Section title="Log">
        <p className="text-quiet text-sm">
          {isRunning ? "Nothing logged so far." : "This run logged nothing."}
        </p>
      </Section>
    );
  }
  return (
    <Section
      title={
        <>
          Log{" "}
          <span className="font-normal text-faint tabular-nums">{formatNumber(lines.length)}</span>
        </>
      }
      actions={
        <>
          <LogLevels counts={countLevels(lines)} level={level} onLevel={setLevel} />
          <Input
            {...fieldControl("log-search")}
            type="search"
            size="sm"
            icon="search"
            aria-label="Search the log"
            placeholder="Search"
            autoComplete="off"
            value={words}
            onChange={(event) => setWords(event.target.value)}
            className="w-44 max-md:min-w-44 max-md:flex-1"
          />
        </>
      }
    >
      {/* Another search begins at its first lines again. */}
      <LogRows key={`${level}/${searched}`} lines={shown} startedAt={startedAt} />
    </Section>
  );
}

function LogRows({ lines, startedAt }: { lines: readonly ShownLine[]; startedAt: string }) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? lines : lines.slice(0, firstShown);
  const rest = lines.length - shown.length;
  if (lines.length === 0) {
    return <p className="text-quiet text-sm">No line of this log matches.</p>;
  }
  return (
    <div className="min-w-0">
      <ol className="min-w-0 rounded-md border border-line bg-sunken py-1 font-mono text-xs">
        {shown.map((line) => (
          <LogRow key={line.number} line={line} startedAt={startedAt} isLazy={isWhole} />
        ))}
      </ol>
      {rest > 0 ? (
        <div className="pt-2">
          <Button size="sm" icon="chevron-down" onClick={() => setIsWhole(true)}>
            Show {formatPlural(rest, "more line")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
