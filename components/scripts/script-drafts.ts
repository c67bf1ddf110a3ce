// Unsaved work of this browser tab: it survives a refresh, Back and a visit to another page, and ends with the tab.
// Keyed by its author, the script and the version it was written on: work on two versions does not mix, and whoever
// signs in to this tab next never sees another person's.
import type { Draft } from "#components/scripts/script-edit.ts";

const prefix = "scriptbus:draft:";

export type DraftPlace = { author: string; scriptId: string };

export function readDraft(place: DraftPlace, version: number): Draft | null {
  const stored = storage()?.getItem(keyOf(place, version));
  return stored ? parseDraft(stored) : null;
}

/** False when the tab keeps nothing: its storage is full or switched off. */
export function writeDraft(place: DraftPlace, version: number, draft: Draft): boolean {
  try {
    const room = storage();
    room?.setItem(keyOf(place, version), JSON.stringify(draft));
    return room !== null;
  } catch {
    return false;
  }
}

export function dropDraft(place: DraftPlace, version: number): void {
  storage()?.removeItem(keyOf(place, version));
}

/** Who signs out leaves nothing behind. */
export function dropAllDrafts(): void {
  const room = storage();
  for (const key of Object.keys(room ?? {})) {
    if (key.startsWith(prefix)) room?.removeItem(key);
  }
}

/** The versions of a script that its author has unsaved work on in this tab. */
export function draftVersions(place: DraftPlace): number[] {
  const start = keyOf(place, "");
  return Object.keys(storage() ?? {}).flatMap((key) =>
    key.startsWith(start) ? [Number(key.slice(start.length))] : [],
  );
}

function keyOf({ author, scriptId }: DraftPlace, version: number | ""): string {
  return `${prefix}${author}:${scriptId}:${version}`;
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
