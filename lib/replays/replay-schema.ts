// What a replay looks like from outside.
import { z } from "zod";
import { pageQuery } from "#lib/shared/paging.ts";
import { idSchema, instantSchema, listOf } from "#lib/shared/schemas.ts";

const replayStateSchema = z.enum(["running", "paused", "done", "aborted"]);

export const replaySchema = z
  .object({
    id: idSchema,
    state: replayStateSchema,
    total: z.int(),
    started: z.int(),
    succeeded: z.int(),
    failed: z.int(),
    ratePerSecond: z.int(),
    dryRun: z.boolean(),
    reason: z.string(),
    actor: z.string(),
    createdAt: instantSchema,
    finishedAt: instantSchema.optional(),
  })
  .meta({ id: "Replay" });
export type Replay = z.output<typeof replaySchema>;

export const replayList = listOf(replaySchema);

export const replayQuery = z.strictObject({ ...pageQuery(), state: replayStateSchema.optional() });
export type ReplayQuery = z.output<typeof replayQuery>;
