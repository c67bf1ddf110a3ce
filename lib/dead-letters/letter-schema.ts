// What a dead letter looks like from outside, and what may be done with it.
import { z } from "zod";
import { pageQuery } from "#lib/shared/paging.ts";
import { anyJson, idSchema, instantSchema, listOf, noteText } from "#lib/shared/schemas.ts";

const letterStateSchema = z.enum(["open", "replaying", "resolved", "discarded"]);
export const letterStates = letterStateSchema.options;
export type LetterState = z.output<typeof letterStateSchema>;

const errorSchema = z.object({ name: z.string(), message: z.string() });

export const letterSchema = z
  .object({
    id: idSchema,
    deliveryId: idSchema,
    eventId: idSchema,
    eventType: z.string(),
    subscriptionId: idSchema,
    scriptId: idSchema,
    version: z.int(),
    state: letterStateSchema,
    attempts: z.int(),
    fingerprint: z.string(),
    error: errorSchema,
    data: anyJson,
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: "DeadLetter" });

export const letterList = listOf(letterSchema);

const selection = {
  state: letterStateSchema.optional(),
  scriptId: idSchema.optional(),
  subscriptionId: idSchema.optional(),
  eventId: idSchema.optional(),
  eventType: z.string().optional(),
  fingerprint: z.string().optional(),
};

export const letterQuery = z.strictObject({ ...pageQuery(), ...selection });
export type LetterQuery = z.output<typeof letterQuery>;

export const letterGroupSchema = z
  .object({
    fingerprint: z.string(),
    scriptId: idSchema,
    error: errorSchema,
    count: z.int(),
    firstSeenAt: instantSchema,
    lastSeenAt: instantSchema,
    sampleId: idSchema.meta({ description: "The newest letter of the group" }),
  })
  .meta({ id: "DeadLetterGroup" });
export type LetterGroup = z.output<typeof letterGroupSchema>;

export const letterGroupList = listOf(letterGroupSchema);

const reason = noteText(500).meta({ description: "Why; kept in the audit log" });

export const discardSchema = z.strictObject({ reason });

export const letterReplaySchema = z.strictObject({
  reason,
  version: z
    .union([z.literal("current"), z.literal("original"), z.int().min(1).max(2_147_483_647)])
    .default("current")
    .meta({ description: "What is deployed when it runs, the version that failed, or a number" }),
  data: anyJson.optional().meta({ description: "An edited payload: becomes a new event" }),
  dryRun: z.boolean().default(false),
});
export type LetterReplay = z.output<typeof letterReplaySchema>;

export const letterReplayAnswer = z.object({ replayId: idSchema, deliveryId: idSchema });
