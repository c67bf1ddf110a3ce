"use client";
// ⌘K: every page, every action, and where a pasted id leads. The list comes when it is first wanted.
import { lazy, Suspense, useState } from "react";
import { Overlay } from "#components/frame/overlay.tsx";
import {
  type PaletteProps,
  paletteInput,
  palettePlaceholder,
  paletteRow,
} from "#components/frame/palette.ts";
import { Icon } from "#components/ui/icon.tsx";

type CommandPaletteProps = PaletteProps & { open: boolean; onClose: () => void };

const loadList = () => import("#components/frame/palette-list.tsx");

const PaletteList = lazy(async () => ({ default: (await loadList()).PaletteList }));

/** Called when somebody is about to open it. */
export function prepareCommandPalette(): void {
  // When this fails, opening it tries again and says so.
  loadList().catch(() => {});
}

export function CommandPalette({ open, onClose, ...rest }: CommandPaletteProps) {
  return (
    <Overlay
      open={open}
      onClose={onClose}
      label="Search"
      className="mx-auto! mt-[12dvh]! w-[min(600px,calc(100vw-32px))] overflow-hidden rounded-md"
    >
      <OpenPalette {...rest} onClose={onClose} />
    </Overlay>
  );
}

function OpenPalette(props: PaletteProps & { onClose: () => void }) {
  const [search, setSearch] = useState("");
  const input = <PlainInput search={search} onSearch={setSearch} />;
  return (
    <Suspense fallback={input}>
      <PaletteList {...props} search={search} onSearch={setSearch} />
    </Suspense>
  );
}

/** Takes what is typed while the list is on its way. */
function PlainInput({ search, onSearch }: { search: string; onSearch: (text: string) => void }) {
  return (
    <div className={paletteRow}>
      <Icon name="search" />
      <input
        // biome-ignore lint/a11y/noAutofocus: it is what the dialog was opened for
        autoFocus
        data-first-focus=""
        aria-label="Search"
        placeholder={palettePlaceholder}
        value={search}
        onChange={({ currentTarget }) => onSearch(currentTarget.value)}
        className={paletteInput}
      />
    </div>
  );
}
