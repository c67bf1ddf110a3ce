// One level of a log, or all of it; only the levels that were used.
import { formatNumber } from "#components/ui/format.ts";
import { type LogLevel, logLevels } from "./log-lines.ts";

export const levelTones = { debug: "slate", info: "grey", warn: "amber", error: "red" } as const;

const levelWords = { debug: "Debug", info: "Info", warn: "Warn", error: "Error" } as const;

type LogLevelsProps = {
  counts: Record<LogLevel, number>;
  level: LogLevel | null;
  onLevel: (level: LogLevel | null) => void;
};

export function LogLevels({ counts, level, onLevel }: LogLevelsProps) {
  const used = logLevels.filter((name) => counts[name] > 0 || name === level);
  if (used.length < 2 && level === null) return null;
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">Level</legend>
      <Choice isChosen={level === null} onChoose={() => onLevel(null)}>
        All
      </Choice>
      {used.map((name) => (
        <Choice key={name} isChosen={level === name} onChoose={() => onLevel(name)}>
          {levelWords[name]}{" "}
          <span className="text-faint tabular-nums">{formatNumber(counts[name])}</span>
        </Choice>
      ))}
    </fieldset>
  );
}

type ChoiceProps = { isChosen: boolean; onChoose: () => void; children: React.ReactNode };

function Choice({ isChosen, onChoose, children }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className="h-7 rounded px-2 text-quiet text-xs hover:bg-hover hover:text-ink aria-pressed:bg-selected aria-pressed:font-medium aria-pressed:text-ink"
    >
      {children}
    </button>
  );
}
