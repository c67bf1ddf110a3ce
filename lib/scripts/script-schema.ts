// What a script looks like from outside, and what may be sent about one.
import { z } from "zod";
import { httpMethods } from "#lib/scripts/http-methods.ts";
import { scriptKinds } from "#lib/scripts/script-kind.ts";
import { idSchema, instantSchema, noteText } from "#lib/shared/schemas.ts";

const endpointPath = /^[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/;

const source = z
  .string()
  .min(1)
  .meta({ description: "JavaScript or TypeScript, the body of an async function" });
const versionNumber = z.int().min(1).max(2_147_483_647);

const path = z
  .string()
  .max(256)
  .transform((text) => text.replace(/^\//, ""))
  .refine((text) => endpointPath.test(text), "must be segments of A-Z a-z 0-9 . _ ~ - joined by /")
  .meta({ description: "Below /x/{tenant}/", type: "string" });

export const newScriptSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(128),
    kind: z.enum(scriptKinds),
    language: z.enum(["javascript", "typescript"]),
    source,
    path: path.nullish(),
    methods: z.array(z.enum(httpMethods)).min(1).max(httpMethods.length).nullish(),
  })
  .superRefine(({ kind, path: at, methods }, context) => {
    if (kind === "http_endpoint" && !at) {
      context.addIssue({
        code: "custom",
        path: ["path"],
        message: "is required for an http_endpoint",
      });
    }
    if (kind === "event_handler" && (at || methods)) {
      const message = "only an http_endpoint has a path and methods";
      context.addIssue({ code: "custom", path: [at ? "path" : "methods"], message });
    }
  });

export type NewScript = z.output<typeof newScriptSchema>;

/** The methods an endpoint answers when none are named. */
export const allMethods: readonly string[] = httpMethods;

export const newVersionSchema = z.strictObject({
  source,
  note: noteText(500).nullish(),
  deploy: z.boolean().default(false),
  baseVersion: versionNumber
    .optional()
    .meta({ description: "Refused with 409 when a newer version exists" }),
});
export type NewVersion = z.output<typeof newVersionSchema>;

export const deploymentSchema = z.strictObject({ version: versionNumber });

export const scriptSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    kind: z.enum(scriptKinds),
    language: z.enum(["javascript", "typescript"]),
    path: z.string().nullable(),
    methods: z.array(z.string()).nullable(),
    version: versionNumber.meta({ description: "The newest version" }),
    deployedVersion: versionNumber,
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: "Script" });
export type Script = z.output<typeof scriptSchema>;

export const versionSummarySchema = z
  .object({
    version: versionNumber,
    note: z.string().nullable(),
    createdBy: z.string(),
    createdAt: instantSchema,
    deployed: z.boolean(),
  })
  .meta({ id: "ScriptVersionSummary" });
export type VersionSummary = z.output<typeof versionSummarySchema>;

export const versionSchema = versionSummarySchema
  .extend({ source: z.string() })
  .meta({ id: "ScriptVersion" });
export type ScriptVersion = z.output<typeof versionSchema>;

export const scriptVersionParams = z.object({
  id: idSchema,
  n: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number)
    .meta({ description: "Version number", type: "integer" }),
});
