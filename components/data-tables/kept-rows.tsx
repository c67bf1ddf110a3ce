// Rows of the tenant's outbox that could not become events, each with its reason. Belongs to htmx, inside an island.
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { formatInstant } from "#components/ui/format.ts";
import { Section } from "#components/ui/section.tsx";

export type KeptRow = {
  id: string;
  type: string;
  reason: string;
  /** ISO 8601, or as PostgreSQL prints what is no such instant. */
  time: string;
  dataStart: string;
};

export type KeptRowsView = { rows: readonly KeptRow[]; hasMore: boolean; mayDecide: boolean };

/** Nothing at all when there are none. */
export function KeptRows({ rows, hasMore, mayDecide }: KeptRowsView) {
  return (
    <div id="kept-rows">
      {rows.length > 0 ? (
        <Section
          title="Rows that could not be sent"
          description={`Emitted by SQL, but no event could be made of them${hasMore ? `; the newest ${rows.length}` : ""}. They wait until somebody decides.`}
        >
          <ul className="rounded border border-line">
            {rows.map((row) => (
              <KeptRowItem key={row.id} row={row} mayDecide={mayDecide} />
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  );
}

function KeptRowItem({ row, mayDecide }: { row: KeptRow; mayDecide: boolean }) {
  const { id, type, reason, time, dataStart } = row;
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 border-line border-b px-4 py-3 last:border-b-0">
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <p className="font-medium font-mono text-sm [overflow-wrap:anywhere]">{type}</p>
        <p className="text-sm [overflow-wrap:anywhere]">{reason}</p>
        <Disclosure className="text-xs" summary={`Written ${writtenAt(time)}`}>
          <pre className="max-h-60 overflow-auto whitespace-pre-wrap pt-1 pl-5 font-mono text-xs [overflow-wrap:anywhere]">
            {dataStart}
          </pre>
        </Disclosure>
      </div>
      {mayDecide ? <Decisions id={id} type={type} /> : null}
    </li>
  );
}

/** PostgreSQL knows instants that a Date does not. */
function writtenAt(time: string): string {
  return Number.isNaN(Date.parse(time)) ? time : formatInstant(time);
}

function Decisions({ id, type }: { id: string; type: string }) {
  const common = { "hx-target": "#kept-rows", "hx-swap": "outerMorph", "hx-sync": "this:drop" };
  return (
    <div className="flex flex-wrap gap-2">
      <form hx-post="/fragments/outbox-rows/retry" data-done={`${type} is tried again`} {...common}>
        <input type="hidden" name="id" value={id} />
        <Button id={`retry-${id}`} size="sm" type="submit">
          Try again
        </Button>
      </form>
      <form
        hx-post="/fragments/outbox-rows/discard"
        hx-confirm="Discard this row?"
        data-confirm-thing={type}
        data-confirm-note="It never becomes an event."
        data-confirm-action="Discard"
        data-done={`${type} was discarded`}
        {...common}
      >
        <input type="hidden" name="id" value={id} />
        <Button id={`discard-${id}`} size="sm" variant="ghost" type="submit">
          Discard
        </Button>
      </form>
    </div>
  );
}
