// What a script looks like from outside, and what may be sent about one.
import { z } from "zod";
import { isEndpointPath } from "#lib/endpoints/endpoint-address.ts";
import { endpointAuths, endpointRate } from "#lib/endpoints/endpoint-settings.ts";
import { httpMethods } from "#lib/scripts/http-methods.ts";
import { scriptKinds } from "#lib/scripts/script-kind.ts";
import { idSchema, instantSchema, noteText } from "#lib/shared/schemas.ts";

const source = z
  .string()
  .min(1)
  .meta({ description: "JavaScript or TypeScript, the body of an async function" });
const versionNumber = z.int().min(1).max(2_147_483_647);

const path = z
  .string()
  .max(256)
  .transform((text) => text.replace(/^\//, ""))
  .refine(
    isEndpointPath,
    "must be segments of A-Z a-z 0-9 . _ ~ - joined by /, none of them . or ..",
  )
  .meta({ description: "Below /x/{tenant}/", type: "string" });

const authMeaning = "Of an http_endpoint: who may call it; none without being named";
const rateMeaning = `Of an http_endpoint: requests per second; ${endpointRate.usual} without being named`;
const rateLimit = z.int().min(endpointRate.least).max(endpointRate.most);
const endpointSettings = ["path", "methods", "auth", "rateLimit"] as const;

export const newScriptSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(128),
    kind: z.enum(scriptKinds),
    language: z.enum(["javascript", "typescript"]),
    source,
    path: path.nullish(),
    methods: z.array(z.enum(httpMethods)).min(1).max(httpMethods.length).nullish(),
    auth: z.enum(endpointAuths).nullish().meta({ description: authMeaning }),
    rateLimit: rateLimit.nullish().meta({ description: rateMeaning }),
  })
  .superRefine((script, context) => {
    const { kind, path: at } = script;
    if (kind === "http_endpoint" && !at) {
      context.addIssue({
        code: "custom",
        path: ["path"],
        message: "is required for an http_endpoint",
      });
    }
    const misplaced = endpointSettings.find((setting) => script[setting] != null);
    if (kind === "event_handler" && misplaced) {
      const message = "only an http_endpoint has path, methods, auth and rateLimit";
      context.addIssue({ code: "custom", path: [misplaced], message });
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
    auth: z.enum(endpointAuths).nullable().meta({ description: "Of an http_endpoint" }),
    rateLimit: z.int().nullable().meta({ description: "Of an http_endpoint: requests per second" }),
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
