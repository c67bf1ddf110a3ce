// Takes secrets out of what people may read. What stands in more than one secret goes as a whole; JSON stays valid JSON.
import { Needle, type Span } from "./needle.ts";
import { formsOf } from "./secret-forms.ts";
import { secretLimits } from "./secret-limits.ts";

export type Redactor = {
  /** A text that ends with the mark of a cut loses a beginning of a secret before it, too. */
  text: (text: string) => string;
  /** Of an error: cut without a mark when it is long (workers/sandbox/guest/errors.js). */
  errorText: (text: string) => string;
  /** Valid JSON in, valid JSON out: a secret inside a number or across values takes them with it. */
  json: (json: string) => string;
};

/** What stands in a secret's place: one that no secret has a part of, or it could complete one. */
const marks = ["***", "•••", "###", "~~~", "···"];
const cutMark = /… \(cut\)$|…$/;
const shortestSilentCut = 128;
const jsonToken = /"[^"\\]*(?:\\.[^"\\]*)*"|[^\s"{}[\]:,]+/g;

/** What looking for secrets may still cost; shared by the redactors of one run. */
export type RedactionBudget = { left: number };

export function newRedactionBudget(): RedactionBudget {
  return { left: secretLimits.redactionWork };
}

export function createRedactor(
  values: Iterable<string>,
  budget: RedactionBudget = newRedactionBudget(),
): Redactor {
  const needles = needlesOf(values);
  const mark = markFor(needles);
  const isAfforded = (text: string) => {
    budget.left -= text.length * needles.length;
    return budget.left >= 0;
  };
  const isClean = (text: string) => !needles.some((needle) => text.includes(needle.text));
  const maskedUntil = (text: string, cutAt: number | null) => {
    const spans = needles.flatMap((needle) => needle.find(text, cutAt));
    if (spans.length === 0) return text;
    const safe = replaceSpans(text, spans, mark);
    return isClean(safe) ? safe : mark;
  };
  const maskedToken = (token: string) => {
    if (!token.startsWith('"')) return isClean(token) ? token : JSON.stringify(mark);
    const text = JSON.parse(token) as string;
    const safe = maskedUntil(text, null);
    return safe === text ? token : JSON.stringify(safe);
  };
  const masked = (text: string, cutAt: number | null) =>
    isAfforded(text) ? maskedUntil(text, cutAt) : mark;
  return {
    text: (text) => masked(text, cutMark.exec(text)?.index ?? null),
    errorText: (text) => masked(text, text.length >= shortestSilentCut ? text.length : null),
    json: (json) => {
      if (!isAfforded(json)) return JSON.stringify(mark);
      if (!json.includes("\\") && !needles.some((needle) => needle.mayBeIn(json))) return json;
      const safe = json.replace(jsonToken, maskedToken);
      return isClean(safe) ? safe : JSON.stringify(mark);
    },
  };
}

function needlesOf(values: Iterable<string>): Needle[] {
  const forms = new Set([...values].flatMap((value) => [...formsOf(value)]));
  return [...forms].map((form) => new Needle(form, secretLimits.shortestRedacted));
}

function markFor(needles: readonly Needle[]): string {
  const isFree = (mark: string) => needles.every((needle) => !needle.text.includes(mark.charAt(0)));
  return marks.find(isFree) ?? "";
}

function replaceSpans(text: string, spans: Span[], mark: string): string {
  spans.sort((a, b) => a.start - b.start);
  const parts: string[] = [];
  let end = 0;
  for (const span of spans) {
    if (span.start >= end) parts.push(text.slice(end, span.start), mark);
    end = Math.max(end, span.end);
  }
  return `${parts.join("")}${text.slice(end)}`;
}
