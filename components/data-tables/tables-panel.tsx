// The tenant's own tables and what each emits. Everything in it belongs to htmx, inside an island.
import { CodeBlock } from "#components/ui/code-block.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { DataTable } from "#lib/data/data-table-schema.ts";
import { DataTableRow } from "./data-table-row.tsx";
import { createTableSql } from "./sample-sql.ts";

export type TablesView = {
  tables: readonly DataTable[];
  /** There are more than are shown. */
  hasMore: boolean;
  mayManage: boolean;
};

export function TablesPanel({ tables, hasMore, mayManage }: TablesView) {
  if (tables.length === 0) return <NoTables />;
  return (
    <div className="grid min-w-0 gap-2">
      <ul className="rounded border border-line">
        {tables.map((table) => (
          <DataTableRow key={table.name} table={table} mayManage={mayManage} />
        ))}
      </ul>
      {hasMore ? (
        <p className="text-quiet text-xs">
          The first {tables.length} tables by name. GET /api/v1/data-tables lists all of them.
        </p>
      ) : null}
    </div>
  );
}

function NoTables() {
  return (
    <div className="rounded border border-line">
      <EmptyState icon="database" title="No tables yet">
        Connect with the owner login and make a first one:
      </EmptyState>
      <div className="px-4 pb-4">
        <CodeBlock language="text" label="SQL that makes a table" code={createTableSql} />
      </div>
    </div>
  );
}
