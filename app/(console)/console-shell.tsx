"use client";
// The frame around the pages, tied to Next: where we are, where a key leads, who signs out.
import { usePathname, useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import type { ReactNode } from "react";
import type { SidebarCounts } from "#app/_server/sidebar-counts.ts";
import { LiveIndicator } from "#components/frame/live-indicator.tsx";
import { Shell } from "#components/frame/shell.tsx";
import { useLive } from "#components/live/use-live.ts";
import type { Theme } from "#components/ui/theme.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { Person, TenantName } from "#lib/tenancy/person.ts";
import { switchTenant } from "./account/actions.ts";
import { idLinks, navigationOf } from "./navigation.ts";

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

export function ConsoleShell({ person, tenants, theme, now, counts, children }: Props) {
  const router = useRouter();
  const path = usePathname();
  const toast = useToast();
  const live = useLive<SidebarCounts>(["counts"], "/api/live/counts", {
    initialData: counts,
    everyMs: countEveryMs,
  });

  async function enter(id: string) {
    const switched = await switchTenant({ id });
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
      live={<LiveIndicator state={live.state.kind === "live" ? "live" : "reconnecting"} />}
      idLinks={idLinks}
      go={(href) => router.push(href)}
      onSwitchTenant={enter}
      onSignOut={() => void signOut({ callbackUrl: "/sign-in" })}
    >
      {children}
    </Shell>
  );
}
