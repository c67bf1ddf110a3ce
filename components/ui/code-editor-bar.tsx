// Under the editor: its problems in words, where the cursor is, and how a keyboard gets out again.
import type { CodeProblem, Place } from "#components/ui/code-problem.ts";
import { Icon } from "#components/ui/icon.tsx";

type CodeEditorBarProps = {
  id: string;
  problems: readonly CodeProblem[];
  place: Place;
  readOnly: boolean;
  goTo: (place: Place) => void;
};

export function CodeEditorBar({ id, problems, place, readOnly, goTo }: CodeEditorBarProps) {
  return (
    <div className="flex h-7 shrink-0 items-center gap-3 border-line border-t bg-page px-3 text-quiet text-xs">
      <Problems problems={problems} goTo={goTo} />
      <p id={id} className="ml-auto truncate opacity-0 group-focus-within:opacity-100">
        Esc, then Tab leaves the editor
      </p>
      {readOnly ? <span className="shrink-0">Read only</span> : null}
      <span aria-hidden="true" className="shrink-0 font-mono tabular-nums max-sm:hidden">
        {place.line}:{place.column}
      </span>
    </div>
  );
}

function Problems({ problems, goTo }: Pick<CodeEditorBarProps, "problems" | "goTo">) {
  const [first] = problems;
  if (!first) return <span role="status" />;
  const tone = problems.some(({ severity }) => severity !== "warning") ? "text-red" : "text-amber";
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return (
    <span role="status" className="flex min-w-0">
      <button
        type="button"
        title={first.message}
        onClick={() => goTo(first)}
        className={`flex min-w-0 items-center gap-1.5 hover:underline ${tone}`}
      >
        <Icon name={tone === "text-red" ? "circle-x" : "triangle-alert"} size={12} />
        <span className="shrink-0">{count}</span>
        <span className="truncate text-quiet">
          line {first.line}: {first.message}
        </span>
      </button>
    </span>
  );
}
