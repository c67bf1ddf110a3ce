// Under the editor: its problems in words, where the cursor is, and how a keyboard gets out again.
import type { CodeProblem, Place } from "#components/ui/code-problem.ts";
import { formatPlural } from "#components/ui/format.ts";
import { Icon } from "#components/ui/icon.tsx";

type CodeEditorBarProps = {
  id: string;
  problems: readonly CodeProblem[];
  place: Place;
  readOnly: boolean;
  onProblem: () => void;
};

export function CodeEditorBar(props: CodeEditorBarProps) {
  const { id, problems, place, readOnly, onProblem } = props;
  return (
    <div className="flex h-7 shrink-0 items-center gap-3 border-line border-t bg-page px-3 text-quiet text-xs">
      <Problems problems={problems} onProblem={onProblem} />
      <p
        id={id}
        className="ml-auto truncate opacity-0 group-focus-within:opacity-100 max-sm:sr-only"
      >
        Esc, then Tab leaves the editor
      </p>
      <span className="flex shrink-0 gap-3 max-sm:ml-auto">
        {readOnly ? <span>Read only</span> : null}
        <span aria-hidden="true" className="font-mono tabular-nums">
          {place.line}:{place.column}
        </span>
      </span>
    </div>
  );
}

function Problems({ problems, onProblem }: Pick<CodeEditorBarProps, "problems" | "onProblem">) {
  const worst = problems.find(({ severity }) => severity !== "warning") ?? problems[0];
  if (!worst) return <span role="status" />;
  const isWarning = worst.severity === "warning";
  const count = formatPlural(problems.length, "problem");
  return (
    <span role="status" className="flex min-w-0">
      <button
        type="button"
        title={worst.message}
        onClick={onProblem}
        className={`flex min-w-0 items-center gap-1.5 hover:underline ${isWarning ? "text-amber" : "text-red"}`}
      >
        <Icon name={isWarning ? "triangle-alert" : "circle-x"} size={12} />
        <span className="shrink-0">{count}</span>
        <span className="truncate text-quiet">
          line {worst.line}: {worst.message}
        </span>
      </button>
    </span>
  );
}
