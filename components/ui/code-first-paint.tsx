// The source as the editor will show it, before the editor is there. Same rows, same gutters.
import { highlightLines, splitLines } from "#components/ui/code-highlight.ts";
import type { CodeLanguage } from "#components/ui/code-language.ts";
import { CodePieces, codeRow, codeText } from "#components/ui/code-lines.tsx";

type CodeFirstPaintProps = { source: string; label: string; language: CodeLanguage };

/** More than any screen shows; the whole of a long source would be drawn twice for nothing. */
const shownRows = 120;

export function CodeFirstPaint({ source, label, language }: CodeFirstPaintProps) {
  const all = splitLines(source);
  const lines = highlightLines(all.slice(0, shownRows).join("\n"), language);
  const rows = lines.map((line, index) => ({ number: index + 1, line }));
  const digits = Math.max(3, String(all.length).length);
  return (
    <section
      aria-label={label}
      aria-busy="true"
      dir="ltr"
      className="max-h-(--code-max-height) min-h-(--code-min-height) min-w-0 overflow-hidden py-2 font-mono"
    >
      <pre>
        <code>
          {rows.map(({ number, line }) => (
            <span key={number} className={codeRow}>
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
