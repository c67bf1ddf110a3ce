// A short command or piece of JSON to copy. Pure markup: the frame's listener serves the button.
import { highlightLines } from "#components/ui/code-highlight.ts";
import type { CodeLanguage } from "#components/ui/code-language.ts";
import { CodePieces, codeRow, codeText } from "#components/ui/code-lines.tsx";
import { highlightShell } from "#components/ui/code-shell.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";

type CodeBlockProps = {
  code: string;
  language: "shell" | CodeLanguage;
  /** What a screen reader calls it: "Command that sends a first event". */
  label: string;
  /** Shown above, as a terminal shows its name. */
  title?: string | undefined;
};

export function CodeBlock({ code, language, label, title }: CodeBlockProps) {
  const lines = language === "shell" ? highlightShell(code) : highlightLines(code, language);
  const rows = lines.map((line, index) => ({ number: index + 1, line }));
  return (
    <figure className="relative min-w-0 rounded-md border border-line bg-sunken text-ink text-sm">
      {title ? (
        <figcaption className="truncate border-line border-b py-1.5 pr-12 pl-3 text-quiet text-xs">
          {title}
        </figcaption>
      ) : null}
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key
        tabIndex={0}
        dir="ltr"
        className="overflow-x-auto rounded-md py-2 pl-3 font-mono"
      >
        <pre className="w-max min-w-full">
          <code>
            {rows.map(({ number, line }) => (
              <span key={number} className={codeRow}>
                <span className={number === 1 && !title ? `${codeText} pr-12!` : codeText}>
                  <CodePieces line={line} />
                </span>
              </span>
            ))}
          </code>
        </pre>
      </section>
      {/* Ends what scrolls under it: no letters come out at its other side. */}
      <span className="absolute top-0 right-0 flex rounded-tr-md bg-sunken px-1.5 pt-1">
        <CopyButton text={code} label={`Copy ${label}`} className="my-0!" />
      </span>
    </figure>
  );
}
