"use client";
// The console by keyboard: j and k through the rows of a list, g and a letter to a page, ? for this list.
import { useEffect, useRef } from "react";
import { useModifierKey } from "#components/frame/modifier-key.ts";
import type { NavItem } from "#components/frame/navigation.ts";
import { stepRow } from "#components/frame/row-step.ts";
import {
  isPaletteKey,
  isPlainKey,
  type Keys,
  ownsKeys,
  pressKey,
} from "#components/frame/shortcut-keys.ts";
import { Dialog } from "#components/ui/dialog.tsx";

type ShortcutsProps = {
  items: readonly NavItem[];
  go: (href: string) => void;
  onPalette: () => void;
  /** Whether the list of shortcuts is shown. */
  open: boolean;
  onOpen: (open: boolean) => void;
};

/** Longer between two keys, and they are two single ones. */
const sequenceMs = 1_200;

export function Shortcuts({ items, go, onPalette, open, onOpen }: ShortcutsProps) {
  const commands = new Map<Keys, () => void>([
    ["j", () => focusRow(1)],
    ["k", () => focusRow(-1)],
    ["/", onPalette],
    ["?", () => onOpen(true)],
    ...items.flatMap(({ keys, href }) => (keys ? [[keys, () => go(href)] as const] : [])),
  ]);
  useKeys(commands, onPalette);
  return (
    <Dialog open={open} onClose={() => onOpen(false)} title="Keyboard shortcuts" size="sm">
      <ShortcutList items={items} />
    </Dialog>
  );
}

function useKeys(commands: ReadonlyMap<Keys, () => void>, onPalette: () => void): void {
  const latest = useRef({ commands, onPalette });
  useEffect(() => {
    latest.current = { commands, onPalette };
  });
  useEffect(() => {
    let pending = "";
    let lastAt = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      const { commands: known, onPalette: openPalette } = latest.current;
      if (isPaletteKey(event)) {
        event.preventDefault();
        openPalette();
        return;
      }
      if (!isPlainKey(event) || ownsKeys(targetOf(event)) || isCovered()) return;
      const earlier = event.timeStamp - lastAt < sequenceMs ? pending : "";
      const step = pressKey(earlier, event.key, [...known.keys()]);
      pending = step.pending;
      lastAt = event.timeStamp;
      if (step.matched === null) return;
      event.preventDefault();
      known.get(step.matched)?.();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function targetOf({ target }: KeyboardEvent): Element | null {
  return target instanceof Element ? target : null;
}

/** Something modal lies over the page, wherever the focus is. */
function isCovered(): boolean {
  return document.querySelector('dialog:modal, [aria-modal="true"]') !== null;
}

/** Rows are the lists' own links, so Enter opens them without our doing. */
function focusRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("main .row-link, main [data-row-link]")];
  const active = document.activeElement;
  const current = rows.findIndex((row) => row === active || rowOf(row)?.contains(active));
  const next = rows[stepRow(rows.length, current, step)];
  next?.focus({ preventScroll: true });
  if (next) (rowOf(next) ?? next).scrollIntoView({ block: "nearest" });
}

function rowOf(link: Element): Element | null {
  return link.closest("tr, li");
}

function ShortcutList({ items }: { items: readonly NavItem[] }) {
  const modifier = useModifierKey();
  const rows: [label: string, keys: string][] = [
    ["Search, or paste an id", `${modifier}K`],
    ["Next row", "j"],
    ["Previous row", "k"],
    ["Open the row", "Enter"],
    ["Close what is open", "Esc"],
    ["Save (in the editor)", `${modifier}S`],
    ["Leave the editor", "Esc Tab"],
    ...items.flatMap(({ label, keys }): [string, string][] =>
      keys ? [[`Go to ${label.toLowerCase()}`, keys]] : [],
    ),
  ];
  return (
    <dl className="flex flex-col">
      {rows.map(([label, keys]) => (
        <div key={label} className="flex h-8 items-center gap-1 border-line not-last:border-b">
          <dt className="mr-auto min-w-0 truncate">{label}</dt>
          {(keys.startsWith(modifier) ? [keys] : keys.split(" ")).map((key) => (
            <dd key={key}>
              <kbd className="kbd">{key}</kbd>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
