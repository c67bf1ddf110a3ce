// What may follow the text before the cursor of a filter expression: paths that events of the type have, fields of the
// envelope, functions, and methods behind a text. Pure; the editor draws and inserts them.
import { envelopeFields } from "#lib/filters/filter-envelope.ts";
import type { MethodName } from "#lib/filters/methods.ts";
import type { ObservedKind, ObservedPath } from "#lib/filters/observe-paths.ts";

export type FilterChoice = {
  label: string;
  /** What kind of thing it is: "number", "function", … */
  kind: string;
  /** A value that was seen there. */
  sample?: string | undefined;
  /** What it is found by where that is not its label: `$.a-b` finds `$["a-b"]`. */
  match?: string;
  /** What is inserted; without it the label. The cursor ends up `back` characters before its end. */
  insert?: { text: string; back: number };
};

type Method = FilterChoice & { of: readonly ObservedKind[] };

/** `from` is where the part begins that a choice replaces. */
export type FilterChoices = { from: number; choices: FilterChoice[] };

/** `$`, or a path as far as it is written. */
const pathBefore =
  /\$(?:\.[\p{ID_Continue}$]*|\[(?:\d*|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)\]?)*$/u;
/** A path with a dash in its last name: a difference, or a key that needs brackets. */
const dashBefore =
  /\$(?:\.[\p{ID_Continue}$]+|\[(?:\d+|"(?:[^"\\]|\\.)*")\])*\.[\p{ID_Continue}$]*-[\p{ID_Continue}$-]*$/u;
const nameBefore = /(?<![\p{ID_Continue}$.])[A-Za-z_][\w.]*$/u;
const memberBefore = /^(?<object>.*?)\.(?<member>[A-Za-z]*)$/su;

/** Null where nothing can be completed; `isAsked` when a person asked for it with nothing typed yet. */
export function completePath(
  before: string,
  paths: readonly ObservedPath[],
  isAsked: boolean,
): FilterChoices | null {
  if (isInText(before)) return null;
  const typed =
    dashedKey(before, paths) ?? pathBefore.exec(before)?.[0] ?? nameBefore.exec(before)?.[0] ?? "";
  if (typed === "" && !(isAsked && /(?:^|[\s(,[!&|=<>+*/%?:-])$/.test(before))) return null;
  const seen = paths.map((path) => toChoice(path, headOf(typed)));
  return { from: before.length - typed.length, choices: [...seen, ...envelope, ...calls] };
}

function toChoice({ path, kinds, sample }: ObservedPath, head: string | undefined): FilterChoice {
  const choice = { label: path, kind: kinds.join(" or "), sample: sample ?? undefined };
  const match = head === undefined ? undefined : dotted(path, head);
  return match === undefined ? choice : { ...choice, match, insert: { text: path, back: 0 } };
}

/** Undefined unless the dash belongs to a key that was seen. */
function dashedKey(before: string, paths: readonly ObservedPath[]): string | undefined {
  const typed = dashBefore.exec(before)?.[0] ?? "";
  const head = headOf(typed);
  if (head === undefined) return undefined;
  return paths.some(({ path }) => dotted(path, head)?.startsWith(typed)) ? typed : undefined;
}

/** What stands before the last dot. */
function headOf(typed: string): string | undefined {
  const dot = typed.lastIndexOf(".");
  return dot < 0 ? undefined : typed.slice(0, dot);
}

/** Behind `head` as if its key needed no brackets: who wrote `$.` does not know yet. Undefined for other paths. */
function dotted(path: string, head: string): string | undefined {
  if (!path.startsWith(`${head}["`)) return undefined;
  return head + path.slice(head.length).replace(/^\["((?:[^"\\]|\\.)*)"\]/, ".$1");
}

/** While a member's name goes on, the same choices are narrowed down; a further `.` or `[` may find others. */
export function isSameStep(before: string, now: string): boolean {
  return /^[\p{ID_Continue}$.[\]"'-]*$/u.test(now) && stepsOf(before) === stepsOf(now);
}

function stepsOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("."), path.lastIndexOf("[")) + 1);
}

/** Of a value that was a text or a list whenever it was seen, or of which nothing is known. */
export function completeMethod(
  before: string,
  paths: readonly ObservedPath[],
): FilterChoices | null {
  if (isInText(before)) return null;
  const typed = pathBefore.exec(before)?.[0] ?? /\)\.[A-Za-z]*$/.exec(before)?.[0];
  const { object, member } = memberBefore.exec(typed ?? "")?.groups ?? {};
  if (object === undefined || member === undefined || object === "$") return null;
  const kinds: readonly ObservedKind[] = object === ")" ? ["string"] : kindsAt(object, paths);
  const choices = methods.filter((method) => method.of.some((kind) => kinds.includes(kind)));
  return choices.length === 0 ? null : { from: before.length - member.length, choices };
}

function kindsAt(path: string, paths: readonly ObservedPath[]): readonly ObservedKind[] {
  const seen = paths.find((one) => one.path === path);
  if (seen) return seen.kinds;
  const hasInside = paths.some((one) => one.path.startsWith(`${path}.`));
  return hasInside ? [] : ["string", "array"];
}

/** A bracket behind a path holds a name, not a text. */
function isInText(before: string): boolean {
  const open = openQuote(before);
  return open !== null && !/[\p{ID_Continue}$\])]\[$/u.test(before.slice(0, open));
}

/** Where the text begins that is not closed yet. */
export function openQuote(before: string): number | null {
  let open: number | null = null;
  for (let at = 0; at < before.length; at += 1) {
    const character = before[at];
    if (character === "\\") at += 1;
    else if (open !== null) open = character === before[open] ? null : open;
    else if (character === '"' || character === "'") open = at;
  }
  return open;
}

const envelope: readonly FilterChoice[] = envelopeFields.map((field) => ({
  label: `event.${field}`,
  kind: "event",
}));

const calls: readonly FilterChoice[] = [
  { label: "exists(", kind: "function", insert: { text: "exists()", back: 1 } },
  { label: "matches(", kind: "function", insert: { text: 'matches(, "")', back: 5 } },
];

const withText = (name: MethodName) => ({ text: `${name}("")`, back: 2 });
const withNothing = (name: MethodName) => ({ text: `${name}()`, back: 0 });
const textAndLists: readonly ObservedKind[] = ["string", "array"];

/** By name, so that a method that filters learn is not forgotten here. */
const ofMethods: Readonly<Record<MethodName, Pick<Method, "insert" | "of">>> = {
  includes: { insert: withText("includes"), of: textAndLists },
  startsWith: { insert: withText("startsWith"), of: ["string"] },
  endsWith: { insert: withText("endsWith"), of: ["string"] },
  toLowerCase: { insert: withNothing("toLowerCase"), of: ["string"] },
  toUpperCase: { insert: withNothing("toUpperCase"), of: ["string"] },
  trim: { insert: withNothing("trim"), of: ["string"] },
};

const methods: readonly Method[] = [
  ...Object.entries(ofMethods).map(([label, rest]) => ({ label, kind: "method", ...rest })),
  { label: "length", kind: "number", of: textAndLists },
];
