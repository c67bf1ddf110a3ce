// Source code to read: line numbers with anchors, colours, one line marked. Server-renderable, scrolls
// inside itself. It must not run, fetch or remember anything.
import type { CSSProperties } from "react";
import { withStandIns } from "#components/ui/code-controls.ts";
import { type CodeMark, excerptOf } from "#components/ui/code-excerpt.ts";
import {
  type CodeLine,
  highlightLines,
  maxHighlightedLength,
  splitLines,
} from "#components/ui/code-highlight.ts";
import type { CodeLanguage } from "#components/ui/code-language.ts";
import {
  CodePieces,
  codeNumber,
  codeRow,
  codeText,
  numberWidth,
} from "#components/ui/code-lines.tsx";

export type CodeViewerProps = {
  source: string;
  /** What a screen reader calls it: "Source of notify-sms, version 4". */
  label: string;
  language?: CodeLanguage | undefined;
  mark?: CodeMark | undefined;
  /** With a mark: show only so many lines above and below it. */
  context?: number | undefined;
  /** Line 12 gets the id `L12`; give each viewer on a page its own prefix. */
  anchor?: string | undefined;
  /** Higher than so many rows it scrolls inside itself. */
  maxRows?: number | undefined;
};

export function CodeViewer(props: CodeViewerProps) {
  const { source, label, maxRows } = props;
  const style = maxRows ? { maxHeight: `calc(${maxRows} * 1.25rem + 1rem)` } : undefined;
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key
      tabIndex={0}
      dir="ltr"
      style={style}
      className="@container overflow-auto rounded-md border border-line bg-sunken py-2 font-mono text-sm text-ink"
    >
      {source.length > maxHighlightedLength ? <PlainSource {...props} /> : <Lines {...props} />}
    </section>
  );
}

function Lines({ source, language = "typescript", mark, context, anchor = "L" }: CodeViewerProps) {
  const lines = highlightLines(source, language);
  const { from, to } = excerptOf(lines.length, mark, context);
  return (
    <pre className="w-max min-w-full" style={gutter(to)}>
      <code>
        {lines.slice(from - 1, to).map((line, index) => {
          const number = from + index;
          const marked = mark?.line === number ? mark : undefined;
          return <Row key={number} line={line} number={number} anchor={anchor} mark={marked} />;
        })}
      </code>
    </pre>
  );
}

type RowProps = { line: CodeLine; number: number; anchor: string; mark: CodeMark | undefined };

function Row({ line, number, anchor, mark }: RowProps) {
  const ground = mark ? "bg-red-soft" : "bg-sunken";
  return (
    <>
      <span className={`${codeRow} ${ground}`}>
        <a
          id={`${anchor}${number}`}
          href={`#${anchor}${number}`}
          tabIndex={-1}
          className={`${codeNumber} w-(--gutter) scroll-mt-24 bg-inherit hover:text-ink target:font-semibold target:text-accent`}
        >
          {number}
        </a>
        <span className={codeText}>
          <CodePieces line={line} />
        </span>
      </span>
      {mark?.message ? <Message mark={mark} line={line} message={mark.message} /> : null}
    </>
  );
}

type MessageProps = { mark: CodeMark; line: CodeLine; message: string };

/** The copy of the text before the column, unseen, is exactly as wide as that text: tabs, emoji and all. */
function Message({ mark, line, message }: MessageProps) {
  const text = line.map((piece) => piece.text).join("");
  const before = text.slice(0, (mark.column ?? 1) - 1);
  return (
    <span className="flex bg-red-soft pb-1 leading-5">
      <span className="sticky left-0 z-[1] w-(--gutter) shrink-0 select-none bg-inherit" />
      <span aria-hidden="true" className={`${codeText} invisible select-none pr-0!`}>
        {before}
      </span>
      <span className="sticky right-2 left-(--gutter) flex max-w-[calc(100cqi-var(--gutter)-1rem)] gap-1.5 pr-4 text-red">
        <span aria-hidden="true" className="select-none">
          {mark.column ? "↑" : "✕"}
        </span>
        <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{message}</span>
      </span>
    </span>
  );
}

/** Two columns of plain text: a large payload costs four nodes instead of a hundred thousand. */
function PlainSource({ source, mark }: CodeViewerProps) {
  const lines = splitLines(source);
  const numbers = lines.map((_, index) => index + 1).join("\n");
  return (
    <>
      {mark?.message ? (
        <p className="sticky left-0 max-w-[100cqi] bg-red-soft px-3 py-1 text-red [overflow-wrap:anywhere]">
          Line {mark.line}: {mark.message}
        </p>
      ) : null}
      <div className="flex w-max min-w-full leading-5" style={gutter(lines.length)}>
        <pre aria-hidden="true" className={`${codeNumber} w-(--gutter) bg-sunken`}>
          {numbers}
        </pre>
        <pre className={codeText}>
          <code>{lines.map(withStandIns).join("\n")}</code>
        </pre>
      </div>
    </>
  );
}

function gutter(lineCount: number): CSSProperties {
  return { "--gutter": numberWidth(lineCount) } as CSSProperties; // React's type knows no custom properties
}
