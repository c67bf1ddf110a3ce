// Secrets as REST takes and shows them: a value goes in, and never comes out.
import { z } from "zod";
import { pageQuery } from "#lib/shared/paging.ts";
import { instantSchema, listOf } from "#lib/shared/schemas.ts";
import { secretLimits } from "./secret-limits.ts";

const namePattern = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

export const secretNameSchema = z
  .string()
  .regex(namePattern, "a name has letters, digits and _, at most 64, and no digit first");

export const secretParams = z.object({ name: secretNameSchema });

export const secretInput = z.strictObject({
  value: z
    .string()
    .min(1, "must not be empty")
    .refine(
      (value) => Buffer.byteLength(value) <= secretLimits.valueBytes,
      `has at most ${secretLimits.valueBytes} bytes`,
    )
    .refine((value) => value.isWellFormed(), "a lone surrogate is not valid text"),
});

/** By name. */
export const secretQuery = z.object(pageQuery((key) => namePattern.test(key)));

const listedSecretSchema = z
  .object({ name: z.string(), createdAt: instantSchema, updatedAt: instantSchema })
  .meta({ id: "Secret", description: "A secret's name; its value is never shown." });

export type ListedSecret = z.output<typeof listedSecretSchema>;

export const secretList = listOf(listedSecretSchema);
