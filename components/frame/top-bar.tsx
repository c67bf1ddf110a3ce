"use client";
// What is the same above every page: search, whether it is live, theme, account. On a phone also the way to the
// navigation, and whose console this is.
import type { ReactNode } from "react";
import { prepareCommandPalette } from "#components/frame/command-palette.tsx";
import { useModifierKey } from "#components/frame/modifier-key.ts";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";

type TopBarProps = {
  tenantName: string;
  onNavigation: () => void;
  onSearch: () => void;
  live?: ReactNode;
  /** Theme and account. */
  children: ReactNode;
};

export function TopBar({ tenantName, onNavigation, onSearch, live, children }: TopBarProps) {
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-1 border-line border-b bg-page px-2 md:px-6">
      <Button
        variant="ghost"
        icon="menu"
        label="Open navigation"
        onClick={onNavigation}
        className="md:hidden"
      />
      <span className="min-w-0 truncate font-medium text-sm md:hidden" title={tenantName}>
        {tenantName}
      </span>
      <SearchButton onSearch={onSearch} />
      <div className="-mr-2 ml-auto flex shrink-0 items-center gap-1 max-md:mr-0">
        <Button
          variant="ghost"
          icon="search"
          label="Search"
          onClick={onSearch}
          className="md:hidden"
        />
        {live}
        {children}
      </div>
    </header>
  );
}

function SearchButton({ onSearch }: { onSearch: () => void }) {
  const modifier = useModifierKey();
  return (
    <button
      type="button"
      onClick={onSearch}
      onPointerEnter={prepareCommandPalette}
      onFocus={prepareCommandPalette}
      className="flex h-8 w-72 min-w-0 items-center gap-2 rounded border border-line bg-sunken pr-1.5 pl-2.5 text-quiet text-sm hover:border-line-strong hover:text-ink max-md:hidden"
    >
      <Icon name="search" size={14} />
      <span className="truncate">Search or paste an id…</span>
      <kbd className="kbd ml-auto w-13">{modifier}K</kbd>
    </button>
  );
}
