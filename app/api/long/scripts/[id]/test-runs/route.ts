import { defineLongAction } from "#app/_server/long-action.ts";
import { testRunOperations } from "#app/_server/operations/test-runs.ts";
import { limitOperation } from "#app/_server/rate-limit.ts";
import { requestTestRun } from "#app/_server/test-run.ts";
import { inTransaction } from "#app/_server/transaction.ts";
import { getExecutionProgress } from "#db/repositories/execution-detail.ts";
import { testRunInputSchema } from "#lib/scripts/test-run-schema.ts";
import { idParams } from "#lib/shared/schemas.ts";

/** Waits for the run with no transaction open; counted together with the test runs of REST. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLongAction(
  { scope: "manage", params: idParams, input: testRunInputSchema },
  async ({ actor, params, input }) => {
    const refusal = await limitOperation(testRunOperations.create, actor);
    if (refusal) return { ok: false, failure: refusal };
    const run = await requestTestRun(actor, params.id, input);
    if (!run.ok) return run;
    return inTransaction(actor, (tx) => getExecutionProgress(tx, actor, run.value.id));
  },
);
