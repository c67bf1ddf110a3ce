"use client";
// The navigation on a phone: a sheet over the page that closes when it has led somewhere.
import type { MouseEvent } from "react";
import { NavList } from "#components/frame/nav-list.tsx";
import type { NavGroup, TenantChoice } from "#components/frame/navigation.ts";
import { Overlay } from "#components/frame/overlay.tsx";
import { TenantList } from "#components/frame/tenant-switcher.tsx";
import { ThemeRow } from "#components/frame/theme-switch.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Theme } from "#components/ui/theme.ts";

type NavSheetProps = {
  open: boolean;
  onClose: () => void;
  groups: readonly NavGroup[];
  path: string;
  tenant: TenantChoice;
  tenants: readonly TenantChoice[];
  onSwitchTenant: (id: string) => void;
  theme: Theme;
  onTheme: (theme: Theme) => void;
};

export function NavSheet({ open, onClose, groups, path, ...rest }: NavSheetProps) {
  const { tenant, tenants, onSwitchTenant, theme, onTheme } = rest;
  const closeAfterLink = ({ target }: MouseEvent) => {
    if (target instanceof Element && target.closest("a")) onClose();
  };
  return (
    <Overlay
      open={open}
      onClose={onClose}
      label="Navigation"
      className="h-dvh w-[min(300px,85vw)] bg-sunken! starting:open:-translate-x-4 starting:open:opacity-0 transition-[translate,opacity]"
    >
      <div className="flex h-full flex-col">
        <div className="flex items-start gap-1 p-2">
          <TenantList tenant={tenant} tenants={tenants} onSwitch={onSwitchTenant} />
          <Button
            variant="ghost"
            icon="x"
            label="Close navigation"
            onClick={onClose}
            className="mt-1"
          />
        </div>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click, too */}
        <nav
          aria-label="Main"
          onClick={closeAfterLink}
          className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto overscroll-contain px-2 py-2"
        >
          <NavList groups={groups} path={path} />
        </nav>
        <div className="p-3 pb-[max(12px,env(safe-area-inset-bottom))]">
          <ThemeRow theme={theme} onTheme={onTheme} />
        </div>
      </div>
    </Overlay>
  );
}
