// What POST /api/v1/events takes and answers, for the OpenAPI document; the door itself checks more (event-input.ts).
import { z } from "zod";
import { anyJson, idSchema } from "#lib/shared/schemas.ts";

export const publishedEventSchema = z
  .object({
    type: z.string().max(128).meta({ example: "finance.payment.created" }),
    data: anyJson,
    id: z.string().max(256).optional().meta({
      description: "The producer's id: the same source and id within 24 h is accepted once",
    }),
    source: z.string().max(512).default("api"),
    subject: z.string().max(512).nullish(),
    time: z.iso.datetime({ offset: true }).nullish(),
  })
  .meta({ id: "PublishedEvent" });

export const acceptedEventSchema = z
  .object({ id: idSchema, type: z.string(), duplicate: z.boolean() })
  .meta({ id: "AcceptedEvent" });

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          line: z.int().optional(),
          column: z.int().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: "Problem" });

export const acceptedBatchSchema = z
  .object({
    items: z.array(
      z.object({
        index: z.int(),
        status: z.int(),
        id: idSchema.optional(),
        duplicate: z.boolean().optional(),
        problem: problemSchema.optional(),
      }),
    ),
  })
  .meta({ id: "AcceptedBatch" });
