// REST operation on test runs.
import { executionSchema } from "#lib/executions/execution-schema.ts";
import { testRunBodySchema } from "#lib/scripts/test-run-schema.ts";
import { idParams } from "#lib/shared/schemas.ts";
import { operation } from "../operation.ts";

export const testRunOperations = {
  create: operation({
    id: "createTestRun",
    method: "post",
    path: "/scripts/{id}/test-runs",
    summary:
      "Run a script once for an example or a past event, dry unless told otherwise; at most 60 a minute",
    scope: "manage",
    perMinute: 60,
    params: idParams,
    body: testRunBodySchema,
    status: 200,
    answer: executionSchema,
  }),
};
