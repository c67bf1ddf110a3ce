// One table: its columns, the switch of its events and which columns they carry. Switch and form swap the row.
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { linkClass } from "#components/ui/link-class.ts";
import { Switch } from "#components/ui/switch.tsx";
import type { DataTable } from "#lib/data/data-table-schema.ts";
import { looksSecret } from "#lib/data/table-events.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { columnField, offeredColumns, tableId } from "./table-fields.ts";

type RowProps = { table: DataTable; mayManage: boolean };

export function DataTableRow({ table, mayManage }: RowProps) {
  const { name, eventTypes } = table;
  const canEmit = eventTypes.length > 0;
  const parts = <Parts table={table} mayManage={mayManage && canEmit} />;
  return (
    <li
      id={tableId(name)}
      data-row
      aria-label={name}
      className="border-line border-b px-4 py-3 last:border-b-0"
    >
      {mayManage && canEmit ? (
        <form
          hx-put="/fragments/data-tables/emission"
          hx-target="closest [data-row]"
          hx-swap="outerMorph"
          hx-sync="this:drop"
          data-done={`The events of ${name} are set`}
          className="grid min-w-0 gap-2"
        >
          <input type="hidden" name="name" value={name} />
          {parts}
        </form>
      ) : (
        <div className="grid min-w-0 gap-2">{parts}</div>
      )}
    </li>
  );
}

function Parts({ table, mayManage }: RowProps) {
  const { name, emit, eventTypes } = table;
  return (
    <>
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="min-w-0 font-medium font-mono text-sm [overflow-wrap:anywhere]">
          <bdi>{name}</bdi>
        </h3>
        {mayManage ? (
          <span className="flex items-center gap-2 text-sm">
            <span aria-hidden="true" className="text-quiet">
              Emit events
            </span>
            <Switch
              id={`${tableId(name)}-emit`}
              type="submit"
              name="emit"
              value={emit ? "off" : "on"}
              checked={emit}
              label={`Emit events: ${name}`}
              className="px-1"
            />
          </span>
        ) : (
          <span className="text-quiet text-sm">{emit ? "Emits events" : "Emits no events"}</span>
        )}
      </div>
      {emit ? <EventTypes types={eventTypes} /> : null}
      {eventTypes.length === 0 ? <CannotEmit name={name} /> : null}
      <Columns table={table} mayManage={mayManage} />
    </>
  );
}

function EventTypes({ types }: { types: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-2 text-sm">
      {types.map((type) => (
        <li key={type} className="flex min-w-0 items-center gap-1">
          <a
            href={withQuery("/events", { type })}
            className={`min-w-0 font-mono text-xs leading-6 [overflow-wrap:anywhere] ${linkClass}`}
          >
            {type}
          </a>
          <CopyButton text={type} label={`Copy ${type}`} />
        </li>
      ))}
    </ul>
  );
}

function CannotEmit({ name }: { name: string }) {
  return (
    <p className="text-quiet text-xs [overflow-wrap:anywhere]">
      It cannot emit: <bdi>{name}.created</bdi> is no event type. A table that emits is named with
      letters, digits and _, a letter first.
    </p>
  );
}

function Columns({ table, mayManage }: RowProps) {
  const { name, columns, emit } = table;
  const offered = offeredColumns(table);
  const chosen = columns.filter((column) => offered.includes(column.name));
  if (columns.length === 0) return <p className="text-quiet text-xs">It has no columns.</p>;
  return (
    <Disclosure className="text-xs" summary={summaryOf(table, chosen.length)}>
      <fieldset className="grid min-w-0 gap-2 pt-2 pl-5">
        <legend className="sr-only">Columns of {name}</legend>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-x-4 gap-y-1">
          {columns.map((column) =>
            mayManage ? (
              <Checkbox
                key={column.name}
                name={columnField(column.name)}
                defaultChecked={chosen.includes(column)}
                label={<ColumnName {...column} />}
                hint={looksSecret(column.name) ? "Looks secret: choose it on purpose." : null}
              />
            ) : (
              <ColumnName key={column.name} {...column} />
            ),
          )}
        </div>
        {mayManage && emit ? (
          <Button
            id={`${tableId(name)}-columns`}
            type="submit"
            name="emit"
            value="on"
            size="sm"
            className="w-fit"
          >
            Save columns
          </Button>
        ) : null}
      </fieldset>
    </Disclosure>
  );
}

function summaryOf({ columns, emit }: DataTable, chosen: number): string {
  const all = columns.length === 1 ? "1 column" : `${columns.length} columns`;
  return emit ? `${all}, ${chosen} of them in its events` : all;
}

function ColumnName({ name, type }: { name: string; type: string }) {
  return (
    <span className="min-w-0 text-xs [overflow-wrap:anywhere]">
      <bdi className="font-mono">{name}</bdi> <span className="text-quiet">{type}</span>
    </span>
  );
}
