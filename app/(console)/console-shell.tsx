"use client";
// The frame around the pages, tied to Next: where we are, where a key leads, who signs out.
import { usePathname, useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import type { ReactNode } from "react";
import type { SidebarCounts } from "#app/_server/sidebar-counts.ts";
import { openDemo } from "#components/demo/open-demo.ts";
import { LiveIndicator } from "#components/frame/live-indicator.tsx";
import type { PaletteAction } from "#components/frame/navigation.ts";
import { Shell } from "#components/frame/shell.tsx";
import { useLive } from "#components/live/use-live.ts";
import { dropAllDrafts } from "#components/scripts/script-drafts.ts";
import { callAction } from "#components/ui/call-action.ts";
import type { Theme } from "#components/ui/theme.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { Person, TenantName } from "#lib/tenancy/person.ts";
import { roleScopes } from "#lib/tenancy/role.ts";
import { switchTenant } from "./account/actions.ts";
import { ConsoleDemo } from "./console-demo.tsx";
import { idLinks, navigationOf, searchLinks } from "./navigation.ts";

type Props = {
  person: Person;
  tenants: readonly TenantName[];
  theme: Theme;
  /** The server's clock when it drew this. */
  now: string;
  counts: SidebarCounts;
  children: ReactNode;
};

const countEveryMs = 3_000;
const demoActions: readonly PaletteAction[] = [
  {
    id: "demo",
    label: "Send demo events",
    icon: "zap",
    keywords: ["example", "test", "load", "github"],
    run: openDemo,
  },
];

export function ConsoleShell({ person, tenants, theme, now, counts, children }: Props) {
  const router = useRouter();
  const path = usePathname();
  const toast = useToast();
  const canSend = roleScopes[person.role].some((scope) => scope === "events:write");
  const live = useLive<SidebarCounts>(["counts"], "/api/live/counts", {
    initialData: counts,
    everyMs: countEveryMs,
  });

  async function leave() {
    await signOut({ redirect: false });
    dropAllDrafts();
    // A whole new page: nothing of this session is left in memory.
    window.location.assign("/sign-in");
  }

  async function enter(id: string) {
    const switched = await callAction(switchTenant, { id });
    // A whole new page: nothing of the other tenant is left in memory.
    if (switched.ok) return window.location.assign("/");
    toast({
      title: "You are still in the same tenant",
      description: switched.failure.detail,
      tone: "danger",
    });
  }

  return (
    <Shell
      groups={navigationOf(live.data)}
      path={path}
      tenant={person.tenant}
      tenants={tenants}
      user={person}
      theme={theme}
      now={now}
      live={
        <>
          {canSend ? <ConsoleDemo tenantId={person.tenant.id} /> : null}
          <LiveIndicator state={live.state.kind === "live" ? "live" : "reconnecting"} />
        </>
      }
      actions={[
        {
          id: "data-tables",
          label: "Data tables",
          icon: "database",
          keywords: ["settings", "sql", "postgres", "psql", "emit events", "login"],
          run: () => router.push("/settings/data-tables"),
        },
        ...(canSend ? demoActions : []),
      ]}
      idLinks={idLinks}
      searchLinks={searchLinks}
      go={(href) => router.push(href)}
      onSwitchTenant={enter}
      onSignOut={leave}
    >
      {children}
    </Shell>
  );
}
