import { defineApiWithoutTransaction } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { testRunOperations } from "#app/_server/operations/test-runs.ts";
import { requestTestRun } from "#app/_server/test-run.ts";
import { readTestRunBody } from "#lib/scripts/test-run-schema.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: defineApiWithoutTransaction(
    testRunOperations.create,
    async ({ actor, params, body, bodyText }) => {
      const input = readTestRunBody(body, bodyText);
      return input.ok ? requestTestRun(actor, params.id, input.value) : input;
    },
  ),
});
