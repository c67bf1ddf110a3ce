// POST /filters/check: says whether a filter is valid and, given a payload, whether and why it matches. Stores nothing.
import { z } from "zod";
import { eventPatternProblem } from "#lib/events/event-type.ts";
import { anyJson } from "#lib/shared/schemas.ts";
import { type CompiledFilter, compileFilter } from "./compile-filter.ts";
import { warnOfConstant } from "./constant-warning.ts";
import { explainFilter } from "./explain-filter.ts";
import type { FilterEnvelope } from "./filter-envelope.ts";
import { filterSchema } from "./filter-schema.ts";
import { printForm } from "./json-form/print-form.ts";

/** Of the newest events, when a filter is tried on them. */
export const maxSample = 10_000;
export const defaultSample = 500;

export const filterCheckSchema = z.strictObject({
  filter: filterSchema,
  data: anyJson
    .optional()
    .meta({ description: "A payload to try the filter on, within the limits of an event's" }),
  eventType: z
    .string()
    .superRefine((pattern, context) => {
      const message = eventPatternProblem(pattern);
      if (message) context.addIssue({ code: "custom", message });
    })
    .optional()
    .meta({
      description: "An event type, `prefix.*` or `*`: tries the filter on its newest events",
    }),
  sample: z
    .int()
    .min(0)
    .max(maxSample)
    .optional()
    .meta({
      description: `How many of the newest events are tried, ${defaultSample} when there is an event type`,
    }),
});
export type FilterCheck = z.output<typeof filterCheckSchema>;

const explainedSchema = z
  .object({
    text: z.string(),
    start: z.int(),
    end: z.int(),
    value: z.string().nullable(),
    get children() {
      return z.array(explainedSchema);
    },
    decided: z.boolean(),
  })
  .meta({ id: "ExplainedExpression" });

export const filterVerdictSchema = z.object({
  valid: z.boolean(),
  error: z
    .object({
      message: z.string(),
      line: z.int(),
      column: z.int(),
      text: z.string(),
      hint: z.string(),
    })
    .optional(),
  normalized: z.string().optional().meta({ description: "The filter as its plainest expression" }),
  form: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: "The filter as a JSON object, when it can be said so" }),
  warnings: z
    .array(z.string())
    .optional()
    .meta({ description: "Of a valid filter that is seldom meant so" }),
  matches: z.boolean().optional(),
  explain: z
    .object({
      matches: z.boolean(),
      filter: z.string(),
      root: explainedSchema,
      decidedBy: explainedSchema.pick({ text: true, start: true, end: true }).extend({
        value: z.string(),
      }),
    })
    .optional(),
  preview: z
    .object({
      tested: z.int(),
      matched: z.int(),
      sampleEventIds: z.array(z.string()),
      partial: z.boolean(),
    })
    .optional(),
});
export type FilterVerdict = z.output<typeof filterVerdictSchema>;

export function checkFilter(input: FilterCheck, now: Date): FilterVerdict {
  return judgeFilter(compileFilter(input.filter), input, now);
}

/** As checkFilter, for who needs the compiled filter as well. */
export function judgeFilter(
  compiled: ReturnType<typeof compileFilter>,
  input: Pick<FilterCheck, "data" | "eventType">,
  now: Date,
): FilterVerdict {
  if (!compiled.ok) return { valid: false, error: compiled.error };
  const { filter } = compiled;
  const form = printForm(filter.node);
  const warning = warnOfConstant(filter);
  const verdict = {
    valid: true,
    normalized: filter.normalized,
    ...(form ? { form } : {}),
    ...(warning === undefined ? {} : { warnings: [warning] }),
  };
  return "data" in input ? { ...verdict, ...tryOn(filter, input, now) } : verdict;
}

function tryOn(
  filter: CompiledFilter,
  { data, eventType = "sample" }: Pick<FilterCheck, "data" | "eventType">,
  now: Date,
) {
  const explain = explainFilter(filter, data, sampleEnvelope(eventType, now));
  return { matches: explain.matches, explain };
}

/** As if the payload had just come in through the API. */
function sampleEnvelope(type: string, now: Date): FilterEnvelope {
  return { type, source: "api", subject: null, time: now.toISOString(), hop: 0, replay: false };
}
