"use client";
// How the palette's keys are written on this computer.
import { useSyncExternalStore } from "react";

/** "⌘" on a Mac, "Ctrl " elsewhere; the server, which cannot know, says the latter. */
export function useModifierKey(): string {
  return useSyncExternalStore(
    () => () => {},
    () => (/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl "),
    () => "Ctrl ",
  );
}
