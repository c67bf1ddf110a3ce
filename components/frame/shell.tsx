"use client";
// The frame around every page of the console. It draws and listens; where it leads and what it changes are the
// caller's functions.
import { type ReactNode, useState } from "react";
import { FilterFields } from "#components/filter-field/filter-fields.tsx";
import { Clipboard } from "#components/frame/clipboard.tsx";
import { CommandPalette } from "#components/frame/command-palette.tsx";
import { NavSheet } from "#components/frame/nav-sheet.tsx";
import type {
  FrameUser,
  NavGroup,
  PaletteAction,
  PaletteLink,
  TenantChoice,
} from "#components/frame/navigation.ts";
import { Shortcuts } from "#components/frame/shortcuts.tsx";
import { Sidebar } from "#components/frame/sidebar.tsx";
import { TenantSwitcher } from "#components/frame/tenant-switcher.tsx";
import { ThemeSwitch } from "#components/frame/theme-switch.tsx";
import { TickingTimes } from "#components/frame/ticking-times.tsx";
import { TopBar } from "#components/frame/top-bar.tsx";
import { UserMenu } from "#components/frame/user-menu.tsx";
import type { Theme } from "#components/ui/theme.ts";

export type ShellProps = {
  groups: readonly NavGroup[];
  /** The path that is open, without query. */
  path: string;
  tenant: TenantChoice;
  /** All that this person may open, the current one included. */
  tenants: readonly TenantChoice[];
  user: FrameUser;
  /** From the cookie, as the server read it. */
  theme: Theme;
  /** The server's clock when it drew this. */
  now: string;
  live?: ReactNode;
  actions?: readonly PaletteAction[];
  idLinks: (id: string) => readonly PaletteLink[];
  searchLinks: (text: string) => readonly PaletteLink[];
  go: (href: string) => void;
  onSwitchTenant: (id: string) => void;
  onSignOut: () => void;
  children: ReactNode;
};

type Open = "palette" | "shortcuts" | "navigation" | null;

const none: readonly never[] = [];

export function Shell(props: ShellProps) {
  const { groups, path, tenant, tenants, onSwitchTenant, go, actions = none } = props;
  const [open, setOpen] = useState<Open>(null);
  const [theme, setTheme] = useState(props.theme);
  const close = (which: Open) => () => setOpen((now) => (now === which ? null : now));
  const ownTenant = { tenant, tenants };
  return (
    <div className="grid min-h-dvh md:grid-cols-[auto_minmax(0,1fr)]">
      <a
        href="#content"
        className="-translate-y-16 fixed top-2 left-2 z-50 rounded bg-accent px-3 py-1.5 font-medium text-on-accent text-sm focus:translate-y-0"
      >
        Skip to content
      </a>
      <Sidebar
        groups={groups}
        path={path}
        tenant={<TenantSwitcher {...ownTenant} onSwitch={onSwitchTenant} />}
      />
      <div className="flex min-w-0 flex-col">
        <TopBar
          tenantName={tenant.name}
          live={props.live}
          onNavigation={() => setOpen("navigation")}
          onSearch={() => setOpen("palette")}
        >
          <span className="max-md:hidden">
            <ThemeSwitch theme={theme} onTheme={setTheme} />
          </span>
          <UserMenu
            user={props.user}
            onShortcuts={() => setOpen("shortcuts")}
            onSignOut={props.onSignOut}
          />
        </TopBar>
        <main
          id="content"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 py-4 [--frame-top:48px] focus:outline-none md:px-6 [&_:is(tr,li)]:scroll-mt-24 [&_:is(tr,li)]:scroll-mb-4"
        >
          {props.children}
        </main>
      </div>
      <NavSheet
        {...ownTenant}
        open={open === "navigation"}
        onClose={close("navigation")}
        groups={groups}
        path={path}
        onSwitchTenant={onSwitchTenant}
        theme={theme}
        onTheme={setTheme}
      />
      <CommandPalette
        open={open === "palette"}
        onClose={close("palette")}
        groups={groups}
        actions={actions}
        idLinks={props.idLinks}
        searchLinks={props.searchLinks}
        go={go}
      />
      <Shortcuts
        items={groups.flatMap(({ items }) => items)}
        go={go}
        onPalette={() => setOpen((now) => (now === "palette" ? null : "palette"))}
        open={open === "shortcuts"}
        onOpen={(shown) => setOpen(shown ? "shortcuts" : null)}
      />
      <Clipboard />
      <FilterFields />
      <TickingTimes now={props.now} />
    </div>
  );
}
