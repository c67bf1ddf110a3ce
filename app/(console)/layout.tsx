// Around every page of the console: who is signed in, in which tenant, and what needs them.
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { database } from "#app/_server/database.ts";
import { requireSession } from "#app/_server/page.ts";
import { readSidebarCounts, type SidebarCounts } from "#app/_server/sidebar-counts.ts";
import { inTransaction } from "#app/_server/transaction.ts";
import { Providers } from "#app/providers.tsx";
import { readTheme, themeCookie } from "#components/ui/theme.ts";
import { listSessionTenants } from "#db/repositories/sessions.ts";
import { succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { ConsoleShell } from "./console-shell.tsx";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { actor, person, tokenHash } = await requireSession();
  const [tenants, { counts, now }, jar] = await Promise.all([
    listSessionTenants(database(), tokenHash),
    readCounts(actor),
    cookies(),
  ]);
  return (
    <Providers>
      <ConsoleShell
        person={person}
        tenants={tenants}
        theme={readTheme(jar.get(themeCookie)?.value)}
        now={now}
        counts={counts}
      >
        {children}
      </ConsoleShell>
    </Providers>
  );
}

type Needs = { counts: SidebarCounts; now: string };

async function readCounts(actor: Actor): Promise<Needs> {
  const read = await inTransaction(actor, async (tx, now) =>
    succeed({ counts: await readSidebarCounts(tx, actor), now }),
  );
  if (!read.ok) throw new Error(read.failure.detail);
  return read.value;
}
