// What an execution looks like from outside (api.md, "Executions").
import { z } from "zod";
import { type ExecutionStatus, executionStatuses } from "#lib/executions/execution-status.ts";
import { pageQuery } from "#lib/shared/paging.ts";
import { anyJson, idSchema, instantSchema, listOf, timeQuery } from "#lib/shared/schemas.ts";

const statusSchema = z.enum(
  Object.keys(executionStatuses) as [ExecutionStatus, ...ExecutionStatus[]],
);

const errorSchema = z.object({
  name: z.string(),
  message: z.string(),
  stack: z.string().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
});

export const executionSummarySchema = z
  .object({
    id: idSchema,
    deliveryId: idSchema.nullable(),
    eventId: idSchema.nullable(),
    eventType: z.string().nullable(),
    subscriptionId: idSchema.nullable(),
    scriptId: idSchema,
    version: z.int().meta({ description: "0 for a test run of a source that is not saved" }),
    trigger: z.enum(["event", "http", "test", "replay"]),
    dryRun: z.boolean().meta({
      description: "A test run whose calls that change something were recorded and not performed",
    }),
    attempt: z.int().meta({ description: "From 1; 0 when it was cancelled before it ran" }),
    status: statusSchema,
    startedAt: instantSchema,
    durationMs: z.number(),
    cpuMs: z.number().nullable(),
    peakHeapBytes: z.int().nullable(),
    queueWaitMs: z.number().nullable(),
    error: errorSchema.optional(),
  })
  .meta({ id: "ExecutionSummary" });
export type ExecutionSummary = z.output<typeof executionSummarySchema>;
export type ExecutionTrigger = ExecutionSummary["trigger"];

const logLine = z.object({
  at: z.string(),
  level: z.enum(["debug", "info", "warn", "error"]),
  message: z.string(),
  data: anyJson.optional(),
});

const effect = z.object({
  seq: z.int(),
  kind: z.string(),
  target: z.string(),
  ms: z.number(),
  ok: z.boolean(),
  error: z.string().optional(),
  result: z.string().optional().meta({ description: "What came back, as JSON text, cut" }),
  bytes: z.int().optional(),
  dry: z.boolean().optional().meta({ description: "Recorded and not performed" }),
});

export const executionSchema = executionSummarySchema
  .extend({ result: anyJson.optional(), logs: z.array(logLine), effects: z.array(effect) })
  .meta({ id: "Execution" });

export const executionList = listOf(executionSummarySchema);

export const executionQuery = z.strictObject({
  ...pageQuery(),
  eventId: idSchema.optional(),
  deliveryId: idSchema.optional(),
  subscriptionId: idSchema.optional(),
  scriptId: idSchema.optional(),
  status: statusSchema.optional(),
  from: timeQuery.optional(),
  to: timeQuery.optional(),
});
export type ExecutionQuery = z.output<typeof executionQuery>;
