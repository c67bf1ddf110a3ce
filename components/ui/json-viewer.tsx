// JSON as a tree that folds. Takes the text, not the value, so that big numbers keep every digit; all of it is
// drawn as text. Whatever is too much for a page is counted instead, and the copy has it all.
import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { formatNumber, formatPlural } from "#components/ui/format.ts";
import {
  type JsonMember,
  type JsonNode,
  readableName,
  readableString,
  readJsonTree,
} from "#components/ui/json-tree.ts";

type JsonViewerProps = {
  text: string;
  /** What it is: "Payload". */
  label: string;
  /** How many levels stand open at first. */
  open?: number;
  className?: string | undefined;
};

/** An inner list longer than this starts folded: what follows it should be seen, too. */
const longestOpen = 30;
const previewLength = 160;
const longestString = 20_000;

export function JsonViewer({ text, label, open = 2, className }: JsonViewerProps) {
  const tree = readJsonTree(text);
  return (
    <div className={classNames("json", className)}>
      <CopyButton text={text} label={`Copy ${label}`} className="json-copy" />
      <section
        className="json-scroll"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
      >
        {tree ? (
          <Value value={tree} open={open} isRoot />
        ) : (
          <pre className="json-plain">{text}</pre>
        )}
      </section>
    </div>
  );
}

type ValueProps = { name?: string | null; value: JsonNode; open: number; isRoot?: boolean };

function Value({ name = null, value, open, isRoot = false }: ValueProps) {
  if (value.kind === "object" || value.kind === "array") {
    const reach = isRoot || value.size <= longestOpen ? open : 0;
    return <Container name={name} value={value} open={reach} />;
  }
  if (value.kind === "string" && value.text.length > previewLength) {
    return <LongString name={name} literal={value.text} />;
  }
  return (
    <div className="json-row">
      <Name name={name} />
      <Scalar value={value} />
    </div>
  );
}

type ContainerProps = {
  name: string | null;
  value: Extract<JsonNode, { size: number }>;
  open: number;
};

function Container({ name, value, open }: ContainerProps) {
  const [start, end, unit] = value.kind === "object" ? ["{", "}", "key"] : ["[", "]", "item"];
  if (value.size === 0) {
    return (
      <div className="json-row">
        <Name name={name} />
        <Mark>{`${start}${end}`}</Mark>
      </div>
    );
  }
  return (
    <details className="json-fold" open={open > 0}>
      <summary className="json-row">
        <Name name={name} />
        <Mark>{start}</Mark>
        <span className="json-folded">
          <Mark>{`…${end}`}</Mark> {formatPlural(value.size, unit)}
        </span>
      </summary>
      <div className="json-children">
        {value.children.map((child, index) => (
          <Value key={keyOf(child, index)} {...child} open={open - 1} />
        ))}
        <Rest count={value.size - value.children.length} />
      </div>
      <div className="json-row">
        <Mark>{end}</Mark>
      </div>
    </details>
  );
}

function keyOf({ name }: JsonMember, index: number): string {
  return name === null ? String(index) : `.${name}`;
}

function Rest({ count }: { count: number }) {
  if (count === 0) return null;
  return <div className="json-row json-note">… {formatNumber(count)} more</div>;
}

function LongString({ name, literal }: { name: string | null; literal: string }) {
  const whole = readableString(literal);
  const shown = whole.slice(0, longestString);
  return (
    <details className="json-fold json-long">
      <summary className="json-row">
        <Name name={name} />
        <span className="json-string json-folded">{whole.slice(0, previewLength)}…</span>
        <span className="json-note"> {formatPlural(whole.length - 2, "character")}</span>
      </summary>
      <div className="json-children json-row json-string">{shown}</div>
      {whole.length > longestString ? (
        <div className="json-row json-note">… the rest is in the copy</div>
      ) : null}
    </details>
  );
}

function Name({ name }: { name: string | null }) {
  if (name === null) return null;
  return (
    <>
      <span className="json-name">{readableName(name)}</span>
      <Mark>: </Mark>
    </>
  );
}

function Scalar({ value }: { value: Extract<JsonNode, { text: string }> }) {
  const text = value.kind === "string" ? readableString(value.text) : value.text;
  return <span className={`json-${value.kind}`}>{text}</span>;
}

function Mark({ children }: { children: ReactNode }) {
  return <span className="json-mark">{children}</span>;
}
