// A filter as it is sent: an expression, or a JSON object. What stands in it is for compileFilter to judge.
import { z } from "zod";
import type { JsonObject } from "./json-form/json-object.ts";
import { beginning } from "./place-filter-fault.ts";

const example = { amount: { $gt: 100 }, status: ["paid", "settled"] };

/** Taken as it is: zod's own objects would drop a key named `__proto__`, and with it a condition. */
export const filterSchema = z
  .custom<string | JsonObject>((value) => typeof value === "string" || isObject(value), {
    error: "A filter is an expression, such as $.amount > 100, or a JSON object",
    params: beginning,
  })
  .meta({
    override: {
      anyOf: [
        { type: "string" },
        { type: "object", additionalProperties: true, examples: [example] },
      ],
    },
    description:
      'An expression, such as `$.amount > 100 && $.currency == \'EUR\'`, or a JSON object, such as `{"amount": {"$gt": 100}}`',
  });

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
