// The source as the editor will show it, before the editor is there. Same rows, same gutters.

import { classNames } from "#components/ui/class-names.ts";
import { highlightLines, splitLines } from "#components/ui/code-highlight.ts";
import type { CodeLanguage } from "#components/ui/code-language.ts";
import { CodePieces, codeRow, codeText } from "#components/ui/code-lines.tsx";
import { type Place, rowsAbove } from "#components/ui/code-problem.ts";

type CodeFirstPaintProps = {
  source: string;
  label: string;
  language: CodeLanguage;
  openAt?: Place | undefined;
};

/** More than any screen shows; the whole of a long source would be drawn twice for nothing. */
const shownRows = 120;

export function CodeFirstPaint({ source, label, language, openAt }: CodeFirstPaintProps) {
  const all = splitLines(source);
  const from = Math.max(0, Math.min(openAt?.line ?? 1, all.length) - 1 - rowsAbove);
  const lines = highlightLines(all.slice(0, from + shownRows).join("\n"), language);
  const rows = lines.map((line, index) => ({ number: index + 1, line })).slice(from);
  const digits = Math.max(3, String(all.length).length);
  return (
    <section
      aria-label={label}
      aria-busy="true"
      dir="ltr"
      className={`max-h-(--code-max-height) min-h-(--code-min-height) min-w-0 overflow-hidden font-mono ${from === 0 ? "py-2" : ""}`}
    >
      <pre>
        <code>
          {rows.map(({ number, line }) => (
            <span
              key={number}
              className={classNames(codeRow, number === openAt?.line && "bg-selected")}
            >
              <span
                aria-hidden="true"
                style={{ width: `calc(16px + ${digits}ch)` }}
                className="mr-6 shrink-0 select-none text-right text-faint"
              >
                {number}
              </span>
              <span className={codeText}>
                <CodePieces line={line} />
              </span>
            </span>
          ))}
        </code>
      </pre>
    </section>
  );
}
