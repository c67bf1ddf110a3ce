import type { Metadata } from "next";
import { readDataLogin } from "#app/_server/data-login.ts";
import { renderHtml } from "#app/_server/html.tsx";
import { readPage, requireSession } from "#app/_server/page.ts";
import { readKeptRows, readTables } from "#app/fragments/_data-tables/read-views.ts";
import { KeptRows } from "#components/data-tables/kept-rows.tsx";
import { emitEventSql } from "#components/data-tables/sample-sql.ts";
import { TablesPanel } from "#components/data-tables/tables-panel.tsx";
import { HtmxIsland } from "#components/htmx/island.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { loginName } from "#lib/data/tenant-logins.ts";
import { succeed } from "#lib/shared/failure.ts";
import { mayAdminister } from "#lib/tenancy/role.ts";
import { LoginCard } from "./login-card.tsx";

export const metadata: Metadata = { title: "Data tables" };

export default async function DataTablesPage() {
  const { actor } = await requireSession();
  const [read, login, tables, kept] = await Promise.all([
    readPage("read", async ({ now }) => succeed(now)),
    readDataLogin(actor),
    readTables(actor),
    readKeptRows(actor),
  ]);
  if (!read.ok) throw new Error(read.failure.detail);
  return (
    <div className="flex min-w-0 max-w-4xl flex-col gap-8">
      <PageHeader
        title="Data tables"
        meta="PostgreSQL tables of your tenant’s own. Scripts query them with sdk.db; their rows can become events."
      />
      <Section
        title="Owner login"
        description={`For your migrations and for producers that write rows.${mayAdminister(actor) ? "" : " An admin of your tenant can change it."}`}
      >
        <LoginCard
          login={login}
          now={read.value}
          user={loginName(actor.tenantId, "owner")}
          mayAdminister={mayAdminister(actor)}
        />
      </Section>
      <Section
        title="Tables"
        description="A table that emits makes an event of every row that is inserted, updated or deleted, with the columns you choose."
      >
        <HtmxIsland
          html={await renderHtml(<TablesPanel {...tables} />)}
          src="/fragments/data-tables"
        />
      </Section>
      <Section
        title="Events from SQL"
        description="Published if and only if your transaction commits, from the owner login and from scripts."
      >
        <CodeBlock language="text" label="SQL that emits an event" code={emitEventSql} />
      </Section>
      <HtmxIsland html={await renderHtml(<KeptRows {...kept} />)} src="/fragments/outbox-rows" />
    </div>
  );
}
