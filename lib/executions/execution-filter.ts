// What the console's list of executions can be asked for: the address of the page and of its live read.
import { z } from "zod";
import { type ExecutionStatus, executionStatuses } from "#lib/executions/execution-status.ts";
import { type ExecutionRange, executionRanges } from "#lib/executions/listed-execution.ts";
import { pageQuery } from "#lib/shared/paging.ts";
import { idSchema, watchQuery } from "#lib/shared/schemas.ts";

const statuses = Object.keys(executionStatuses) as [ExecutionStatus, ...ExecutionStatus[]];
const ranges = Object.keys(executionRanges) as [ExecutionRange, ...ExecutionRange[]];

/** `status=failure` is any of the ways a run can end badly; a range that is not given is all time. */
export const executionFilterQuery = z.strictObject({
  ...pageQuery(),
  status: z.enum([...statuses, "failure"]).optional(),
  scriptId: idSchema.optional(),
  eventType: z.string().min(1).max(128).optional(),
  range: z.enum(ranges).optional(),
  eventId: idSchema.optional(),
  deliveryId: idSchema.optional(),
  subscriptionId: idSchema.optional(),
});
export type ExecutionFilter = z.output<typeof executionFilterQuery>;

export const liveExecutionQuery = executionFilterQuery.extend({ watch: watchQuery });
