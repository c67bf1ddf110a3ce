// What the server says about a filter while it is typed: valid, or what is wrong and where. Swapped in by htmx.
import { Icon } from "#components/ui/icon.tsx";
import type { FilterVerdict as Verdict } from "#lib/filters/check-filter.ts";
import { describeFilterError } from "#lib/filters/fail-filter.ts";
import { checkText } from "./check-text.ts";
import { CodeWords } from "./code-words.tsx";
import { markFilter } from "./mark-filter.ts";

type FilterVerdictProps = { source: string; verdict: Verdict | null };

/** Null for a filter that is left out. */
export function FilterVerdict({ source, verdict }: FilterVerdictProps) {
  return (
    <>
      <span hidden data-checked={JSON.stringify(checkText(source, verdict))} />
      <Words source={source} verdict={verdict} />
    </>
  );
}

function Words({ source, verdict }: FilterVerdictProps) {
  if (!verdict) return <p className="field-hint">Without a filter every event matches.</p>;
  if (verdict.error) return <Fault source={source} error={verdict.error} />;
  if (verdict.warnings) return <Warnings warnings={verdict.warnings} />;
  return (
    <p className="flex items-center gap-1.5 text-green">
      <Icon name="circle-check" size={14} />
      Valid filter
    </p>
  );
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  return (
    <p className="flex items-start gap-1.5 text-amber">
      <Icon name="triangle-alert" size={14} className="mt-0.5 shrink-0" />
      Valid, but: {warnings.join(" ")}
    </p>
  );
}

function Fault({ source, error }: { source: string; error: NonNullable<Verdict["error"]> }) {
  const advice = describeFilterError(error);
  return (
    <div className="grid gap-1.5 [[data-choosing]_&]:hidden">
      <p className="field-error">
        <Icon name="circle-alert" size={14} />
        <span>
          Line {error.line}, column {error.column}: <CodeWords text={advice} />
        </span>
      </p>
      <MarkedLine source={source} error={error} />
    </div>
  );
}

/** Where no editor underlines the fault in the field itself. */
function MarkedLine({ source, error }: { source: string; error: NonNullable<Verdict["error"]> }) {
  const { before, fault, after } = markFilter(source, error);
  return (
    <pre className="max-h-24 overflow-auto whitespace-pre-wrap rounded border border-line bg-sunken px-2.5 py-1.5 text-xs [overflow-wrap:anywhere] [filter-field:has(.cm-editor)_&]:hidden">
      {before}
      <mark className="bg-transparent text-red underline decoration-wavy decoration-from-font underline-offset-3">
        {fault === "" ? "\u00a0" : fault}
      </mark>
      {after}
    </pre>
  );
}
