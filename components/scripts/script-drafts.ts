// Unsaved work of this browser tab: it survives a refresh, Back and a visit to another page, and ends with the tab.
// Keyed by script and the version it was written on, so that work on two versions does not mix.
import type { Draft } from "#components/scripts/script-edit.ts";

const prefix = "scriptbus:draft:";

export function readDraft(scriptId: string, version: number): Draft | null {
  const stored = storage()?.getItem(keyOf(scriptId, version));
  return stored ? parseDraft(stored) : null;
}

/** False when the tab keeps nothing: its storage is full or switched off. */
export function writeDraft(scriptId: string, version: number, draft: Draft): boolean {
  try {
    const room = storage();
    room?.setItem(keyOf(scriptId, version), JSON.stringify(draft));
    return room !== null;
  } catch {
    return false;
  }
}

export function dropDraft(scriptId: string, version: number): void {
  storage()?.removeItem(keyOf(scriptId, version));
}

/** The versions of a script that this tab has unsaved work on. */
export function draftVersions(scriptId: string): number[] {
  const start = keyOf(scriptId, "");
  return Object.keys(storage() ?? {}).flatMap((key) =>
    key.startsWith(start) ? [Number(key.slice(start.length))] : [],
  );
}

function keyOf(scriptId: string, version: number | ""): string {
  return `${prefix}${scriptId}:${version}`;
}

/** Null where the person's browser lets no page keep anything. */
function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** Null for what is no draft: a page must open whatever stands in the tab's storage. */
function parseDraft(stored: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(stored);
    return isDraft(draft) ? draft : null;
  } catch {
    return null;
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const { text, note, known } = value as Partial<Record<keyof Draft, unknown>>;
  return typeof text === "string" && typeof note === "string" && typeof known === "number";
}
