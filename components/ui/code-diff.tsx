// What changed between two sources, as one unified diff. Server-renderable: unchanged stretches fold in
// `<details>`, so it needs no script and every key works.
import type { CSSProperties } from "react";
import {
  type DiffRow,
  type DiffSection,
  diffRows,
  foldUnchanged,
} from "#components/ui/code-diff-rows.ts";
import { type CodeLine, highlightLines } from "#components/ui/code-highlight.ts";
import type { CodeLanguage } from "#components/ui/code-language.ts";
import {
  CodePieces,
  codeNumber,
  codeRow,
  codeText,
  numberWidth,
} from "#components/ui/code-lines.tsx";
import { markRanges } from "#components/ui/code-mark.ts";
import { Icon } from "#components/ui/icon.tsx";

export type CodeDiffProps = {
  before: string;
  after: string;
  /** "Version 3, deployed" */
  beforeLabel: string;
  afterLabel: string;
  language?: CodeLanguage | undefined;
  /** Higher than so many rows it scrolls inside itself. */
  maxRows?: number | undefined;
};

type Lines = { before: readonly CodeLine[]; after: readonly CodeLine[] };

export function CodeDiff(props: CodeDiffProps) {
  const { before, after, beforeLabel, afterLabel, language = "typescript", maxRows } = props;
  const rows = diffRows(before, after);
  const changed = rows.some(({ kind }) => kind !== "same");
  const lines = {
    before: highlightLines(before, language),
    after: highlightLines(after, language),
  };
  return (
    <figure className="min-w-0 rounded-md border border-line bg-sunken text-ink text-sm">
      <Caption beforeLabel={beforeLabel} afterLabel={afterLabel} rows={rows} />
      {changed ? (
        <section
          aria-label={`Changes from ${beforeLabel} to ${afterLabel}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key
          tabIndex={0}
          dir="ltr"
          style={gutter(Math.max(lines.before.length, lines.after.length), maxRows)}
          className="@container max-h-(--height) overflow-auto rounded-b-md font-mono"
        >
          <div className="w-max min-w-full">
            {foldUnchanged(rows, 3).map((section) => (
              <Section key={section.from} section={section} lines={lines} />
            ))}
          </div>
        </section>
      ) : (
        <p className="flex items-center gap-2 px-3 py-6 text-quiet">
          <Icon name="check" />
          No changes: both read the same.
        </p>
      )}
    </figure>
  );
}

type CaptionProps = { beforeLabel: string; afterLabel: string; rows: readonly DiffRow[] };

function Caption({ beforeLabel, afterLabel, rows }: CaptionProps) {
  const added = rows.filter(({ kind }) => kind === "added").length;
  const removed = rows.filter(({ kind }) => kind === "removed").length;
  return (
    <figcaption className="flex min-w-0 items-center gap-2 border-line border-b px-3 py-1.5 text-quiet text-xs">
      <span className="truncate">{beforeLabel}</span>
      <Icon name="arrow-right" size={12} />
      <span className="truncate text-ink">{afterLabel}</span>
      {added + removed > 0 ? (
        <span className="ml-auto flex shrink-0 gap-2 font-mono tabular-nums">
          <span className="text-green" title={`${added} lines added`}>
            +{added}
          </span>
          <span className="text-red" title={`${removed} lines removed`}>
            −{removed}
          </span>
        </span>
      ) : null}
    </figcaption>
  );
}

function Section({ section, lines }: { section: DiffSection; lines: Lines }) {
  const rows = section.rows.map((row) => <Row key={keyOf(row)} row={row} lines={lines} />);
  if (!section.folded) return rows;
  return (
    <details className="group border-line not-first:border-t not-last:border-b">
      <summary className="flex bg-hover leading-5 hover:text-ink focus-visible:-outline-offset-2">
        <span className="sticky left-0 flex items-center gap-1.5 px-3 font-sans text-quiet text-xs leading-6">
          <Icon
            name="chevron-right"
            size={12}
            className="transition-[rotate] group-open:rotate-90"
          />
          {section.rows.length} unchanged lines
        </span>
      </summary>
      {rows}
    </details>
  );
}

const looks = {
  same: { ground: "bg-sunken", sign: " ", word: "" },
  removed: { ground: "bg-red-soft", sign: "−", word: "bg-red-line" },
  added: { ground: "bg-green-soft", sign: "+", word: "bg-green-line" },
};

function Row({ row, lines }: { row: DiffRow; lines: Lines }) {
  const { ground, sign, word } = looks[row.kind];
  const line = lineOf(row, lines);
  const shown = row.kind === "same" ? line : markRanges(line, row.words, word);
  const Text = row.kind === "same" ? "span" : row.kind === "added" ? "ins" : "del";
  return (
    <div className={`${codeRow} ${ground}`}>
      <span aria-hidden="true" className={`${codeNumber} flex gap-1 bg-inherit`}>
        <span className="w-(--gutter) max-md:hidden">{"before" in row ? row.before : ""}</span>
        <span className="w-(--gutter)">{"after" in row ? row.after : ""}</span>
        <span className="w-[2ch] text-ink">{sign}</span>
      </span>
      <Text className={`${codeText} no-underline`}>
        <CodePieces line={shown} />
      </Text>
    </div>
  );
}

function lineOf(row: DiffRow, lines: Lines): CodeLine {
  const line = row.kind === "removed" ? lines.before[row.before - 1] : lines.after[row.after - 1];
  return line ?? [];
}

function keyOf(row: DiffRow): string {
  return row.kind === "removed" ? `before ${row.before}` : `after ${row.after}`;
}

function gutter(lineCount: number, maxRows: number | undefined): CSSProperties {
  const height = maxRows ? `calc(${maxRows} * 1.25rem)` : "none";
  // React's type knows no custom properties.
  return { "--gutter": numberWidth(lineCount - 1), "--height": height } as CSSProperties;
}
