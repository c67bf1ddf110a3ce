// Which keys mean what: single keys and two in a row ("g e"). Pure; listening is shortcuts.tsx's.

/** Keys as `KeyboardEvent.key` names them, several separated by a space: "?", "g e". */
export type Keys = string;

export type KeyStep = {
  /** What has been typed of a longer sequence. */
  pending: Keys;
  /** The sequence that is complete now. */
  matched: Keys | null;
};

/** A key that continues nothing may still begin something: "g g e" is "g e". */
export function pressKey(pending: Keys, key: string, known: readonly Keys[]): KeyStep {
  const typed = pending ? `${pending} ${key}` : key;
  if (known.includes(typed)) return { pending: "", matched: typed };
  if (known.some((keys) => keys.startsWith(`${typed} `))) return { pending: typed, matched: null };
  return pending ? pressKey("", key, known) : { pending: "", matched: null };
}

type Pressed = {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  defaultPrevented: boolean;
};

/** Plain keys are ours; what is held with a modifier belongs to the browser or the system. */
export function isPlainKey(event: Pressed): boolean {
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  return !modified && !event.isComposing && !event.defaultPrevented && event.key.length === 1;
}

/** ⌘K, or Ctrl+K. */
export function isPaletteKey(event: Pressed & { shiftKey: boolean }): boolean {
  const held = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
  return held && !event.isComposing && !event.defaultPrevented && event.key.toLowerCase() === "k";
}

/** Where keys are text, or belong to something that lies over the page. */
const keyOwners =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="menu"], [role="listbox"], dialog[open]';

export function ownsKeys(target: { closest?(selector: string): unknown } | null): boolean {
  return Boolean(target?.closest?.(keyOwners));
}
