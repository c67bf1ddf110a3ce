// A test run as the web process asks a worker for it: everything is decided, the worker only runs and keeps it.
import { z } from "zod";
import { scriptKinds } from "#lib/scripts/script-kind.ts";
import { anyJson } from "#lib/shared/schemas.ts";

export const testRunPath = "/internal/test-runs";

const envelope = z.strictObject({
  id: z.guid(),
  type: z.string(),
  source: z.string(),
  subject: z.string().nullable(),
  time: z.string(),
  receivedAt: z.string(),
  externalId: z.string().nullable(),
  correlationId: z.guid(),
  causationId: z.guid().nullable(),
  hop: z.int(),
  path: z.array(z.guid()),
  replayOf: z.guid().nullable(),
  traceparent: z.string().nullable(),
  extensions: z.record(z.string(), z.string()).nullable(),
});
export type TestedEvent = z.output<typeof envelope>;

export const testRunOrderSchema = z.strictObject({
  tenant: z.strictObject({ id: z.guid(), slug: z.string() }),
  script: z.strictObject({
    id: z.guid(),
    name: z.string(),
    kind: z.enum(scriptKinds),
    /** 0 for a source that is not saved. */
    version: z.int().min(0),
    javascript: z.string(),
  }),
  event: envelope,
  /** False for an example: no such event was ever stored. */
  isPast: z.boolean(),
  dryRun: z.boolean(),
  /** The payload, written into the order as the text it is. */
  data: anyJson,
});
export type TestRunOrder = z.output<typeof testRunOrderSchema>;

export const testRunReplySchema = z.object({ executionId: z.guid() });
