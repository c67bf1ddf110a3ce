// A decision about one row that could not be sent, told in the audit log before it is done; the answer is the list.
import { dataDatabase } from "#app/_server/database.ts";
import { defineFragmentWithoutTransaction } from "#app/_server/fragment.tsx";
import { inTransaction } from "#app/_server/transaction.ts";
import { KeptRows } from "#components/data-tables/kept-rows.tsx";
import { appendAudit } from "#db/repositories/audit.ts";
import { discardKeptRow, retryKeptRows } from "#db/repositories/outbox-rows.ts";
import { fail, succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";
import { readKeptRows } from "./read-views.ts";

const decisions = {
  retry: async (tenantId: string, id: string) =>
    (await retryKeptRows(dataDatabase(), tenantId, [id])) > 0,
  discard: (tenantId: string, id: string) => discardKeptRow(dataDatabase(), tenantId, id),
};

export function decideRow(decision: keyof typeof decisions) {
  return defineFragmentWithoutTransaction(
    { scope: "replay", form: idParams },
    async ({ actor, form: { id } }) => {
      const entry = { action: `outbox_row.${decision}`, target: `outbox row ${id}` };
      const told = await inTransaction(actor, async (tx) => {
        await appendAudit(tx, actor, entry);
        return succeed(null);
      });
      if (!told.ok) return told;
      const isDone = await decisions[decision](actor.tenantId, id);
      if (!isDone) return fail("not_found", "There is no such row any more.");
      return succeed({ node: <KeptRows {...(await readKeptRows(actor))} /> });
    },
  );
}
