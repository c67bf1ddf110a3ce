// What the frame is told: the places there are, who is here, what can be done. Nothing of it is fetched here.
import type { IconName } from "#components/ui/icon.tsx";

export type NavItem = {
  href: string;
  label: string;
  icon: IconName;
  /** Only where someone must act: open dead letters, unread notices. Nothing is shown for 0. */
  count?: number | undefined;
  /** Where the number is a bound: "999+". */
  countText?: string | undefined;
  /** What is counted, for those who hear it: "open dead letters". */
  countLabel?: string | undefined;
  /** "g e": goes there from anywhere. */
  keys?: string | undefined;
};

export type NavGroup = { label?: string | undefined; items: readonly NavItem[] };

export type TenantChoice = { id: string; name: string };

export type FrameUser = { name: string; email: string; role: string };

/** Something to do from the palette that is no page. */
export type PaletteAction = {
  id: string;
  label: string;
  icon: IconName;
  keywords?: readonly string[] | undefined;
  run: () => void;
};

/** Where what is typed into the palette leads: "Event" for a pasted id, "Scripts named “sync”". */
export type PaletteLink = { href: string; label: string; icon: IconName };
