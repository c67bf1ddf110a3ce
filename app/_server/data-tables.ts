// Switches a table's events, for REST and the console. The audit row is there before the change: two databases have no
// transaction in common, and no change may go untold.
import { isLockTimeout } from "#db/errors.ts";
import { appendAudit } from "#db/repositories/audit.ts";
import { getDataTable, setTableEmit } from "#db/repositories/data-tables.ts";
import type { DataTable, DataTableInput } from "#lib/data/data-table-schema.ts";
import { decideEmit, isSameEmit } from "#lib/data/set-table-emit.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { dataDatabase } from "./database.ts";
import { inTransaction } from "./transaction.ts";

export async function putDataTable(
  actor: Actor,
  name: string,
  input: DataTableInput,
): Promise<Result<DataTable>> {
  const found = await getDataTable(dataDatabase(), actor, name);
  if (!found.ok) return found;
  const columns = decideEmit(found.value, input);
  if (!columns.ok) return columns;
  if (isSameEmit(found.value, columns.value)) return found;
  const change = { name, columns: columns.value };
  const told = await tell(actor, "data_table.emit", { ...change, before: found.value.emitColumns });
  if (!told.ok) return told;
  const changed = await applyEmit(actor, change);
  if (!changed.ok) {
    await tell(actor, "data_table.emit_refused", { ...change, reason: changed.failure.detail });
    return changed;
  }
  return getDataTable(dataDatabase(), actor, name);
}

type Change = { name: string; columns: string[] | null };

async function applyEmit(actor: Actor, change: Change): Promise<Result<null>> {
  try {
    const isSet = await setTableEmit(dataDatabase(), actor, change);
    return isSet ? succeed(null) : fail("not_found", "There is no such table.");
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    return fail(
      "unavailable",
      `Another session holds the table ${change.name}, so its events could not be switched. Nothing was changed; try again.`,
      { retryAfterSeconds: 5 },
    );
  }
}

function tell(
  actor: Actor,
  action: string,
  { name, ...details }: Change & Record<string, unknown>,
): Promise<Result<null>> {
  return inTransaction(actor, async (tx) => {
    await appendAudit(tx, actor, { action, target: `data table ${name}`, details });
    return succeed(null);
  });
}
