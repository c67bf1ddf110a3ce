// What the palette and its list share: its input looks the same before and after the list has arrived.
import type { NavGroup, PaletteAction, PaletteLink } from "#components/frame/navigation.ts";

export type PaletteProps = {
  groups: readonly NavGroup[];
  actions: readonly PaletteAction[];
  /** Where an id that somebody pasted may lead. */
  idLinks: (id: string) => readonly PaletteLink[];
  /** The lists that can be searched for a text. */
  searchLinks: (text: string) => readonly PaletteLink[];
  go: (href: string) => void;
};

export const paletteRow = "flex h-12 items-center gap-2.5 border-line border-b px-4 text-faint";
export const paletteInput =
  "min-w-0 flex-1 bg-transparent text-base text-ink outline-none placeholder:text-faint";
export const palettePlaceholder = "Search, or paste an id";
