// POST /filters/check: says whether a filter is valid and, given a payload, whether it matches. Stores nothing.
import { z } from "zod";
import { anyJson } from "#lib/shared/schemas.ts";
import { compileFilter } from "./compile-filter.ts";
import type { FilterEnvelope } from "./filter-envelope.ts";

export const filterCheckSchema = z.strictObject({
  filter: z.union([z.string(), z.record(z.string(), z.unknown())]),
  data: anyJson.optional().meta({ description: "A payload to try the filter on" }),
  eventType: z.string().optional(),
  sample: z.int().min(0).max(10_000).optional(),
});
export type FilterCheck = z.output<typeof filterCheckSchema>;

export const filterVerdictSchema = z.object({
  valid: z.boolean(),
  error: z
    .object({
      message: z.string(),
      line: z.int(),
      column: z.int(),
      text: z.string(),
      hint: z.string().optional(),
    })
    .optional(),
  normalized: z.string().optional(),
  matches: z.boolean().optional(),
});
export type FilterVerdict = z.output<typeof filterVerdictSchema>;

const objectsRefused: FilterVerdict = {
  valid: false,
  error: {
    message: "Filters as JSON objects are not supported yet",
    line: 1,
    column: 1,
    text: "",
    hint: "Write an expression, such as $.amount > 100",
  },
};

export function checkFilter(input: FilterCheck, now: Date): FilterVerdict {
  if (typeof input.filter !== "string") return objectsRefused;
  const compiled = compileFilter(input.filter);
  if (!compiled.ok) return { valid: false, error: compiled.error };
  const { normalized, matches } = compiled.filter;
  if (!("data" in input)) return { valid: true, normalized };
  const envelope = sampleEnvelope(input.eventType ?? "sample", now);
  return { valid: true, normalized, matches: matches(input.data, envelope) };
}

/** As if the payload had just come in through the API. */
function sampleEnvelope(type: string, now: Date): FilterEnvelope {
  return { type, source: "api", subject: null, time: now.toISOString(), hop: 0, replay: false };
}
