// What the calls of sdk.cache take; the messages are for a script's author.
import { z } from "zod";
import { cacheLimits } from "#lib/cache/cache-limits.ts";
import { isDeeperThan } from "#lib/cache/is-deeper-than.ts";
import { textProblem } from "#lib/events/json-text.ts";

const { keyBytes, valueBytes, valueDepth, ttlSeconds } = cacheLimits;
const keyRule = `key is a text of 1 to ${keyBytes} bytes`;
const ttlRule = `a whole number of seconds from 1 to ${ttlSeconds} (7 days)`;
const byRule = "by is an integer between -(2^53 - 1) and 2^53 - 1";

export const keyArgument = z
  .string(keyRule)
  .min(1, keyRule)
  .refine((key) => Buffer.byteLength(key) <= keyBytes, keyRule)
  .superRefine((key, context) => {
    const problem = textProblem(key);
    if (problem) context.addIssue({ code: "custom", message: `in key: ${problem}` });
  });

/** JSON text. */
export const valueArgument = z.unknown().transform((value, context) => {
  if (isDeeperThan(value, valueDepth)) {
    context.addIssue({
      code: "custom",
      message: `value is nested deeper than ${valueDepth} levels`,
    });
    return z.NEVER;
  }
  const json = JSON.stringify(value);
  if (Buffer.byteLength(json) <= valueBytes) return json;
  context.addIssue({ code: "custom", message: `value has at most ${valueBytes} bytes as JSON` });
  return z.NEVER;
});

export const byArgument = z
  .int(byRule)
  .nullable()
  .transform((by) => by ?? 1);

const options = z.strictObject(
  { ttlSeconds: z.int(ttlRule).min(1, ttlRule).max(ttlSeconds, ttlRule).nullish() },
  {
    error: ({ code, keys }) =>
      code === "unrecognized_keys"
        ? `there is no option "${String(keys?.[0]).slice(0, 64)}"`
        : "options is an object { ttlSeconds }",
  },
);

/** Milliseconds. */
export const ttlArgument = options
  .nullable()
  .transform((given) => (given?.ttlSeconds ?? ttlSeconds) * 1_000);
