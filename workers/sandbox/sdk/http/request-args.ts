// What a script gives with a request, checked with messages for its author. The body comes from the stub as text.
import { z } from "zod";
import { httpLimits } from "./limits.ts";

const { timeoutMs, queryNames } = httpLimits;
const urlRule = 'the URL must be a text such as "https://api.example.com/orders"';
const headersRule = "must be an object of texts and numbers by header name";
const queryRule = "must be an object of texts, numbers and booleans, or arrays of these";
const timeoutRule = `must be a number of milliseconds from 1 to ${timeoutMs}`;

const scalar = z.union([z.string(), z.number(), z.boolean()], queryRule);

const options = z.strictObject(
  {
    headers: z
      .record(z.string(), z.union([z.string(), z.number()], headersRule), headersRule)
      .optional(),
    query: z
      .record(z.string(), z.union([scalar, z.array(scalar), z.null()], queryRule), queryRule)
      .refine((query) => Object.keys(query).length <= queryNames, `has at most ${queryNames} names`)
      .optional(),
    timeoutMs: z.int(timeoutRule).min(1, timeoutRule).max(timeoutMs, timeoutRule).optional(),
  },
  {
    error: ({ code, keys }) =>
      code === "unrecognized_keys"
        ? `there is no option "${String(keys?.[0]).slice(0, 64)}"`
        : "options must be an object { headers?, query?, timeoutMs? }",
  },
);

/** Made by the stub alone: what a script sends, and what it is unless a header says otherwise. */
const body = z
  .strictObject({
    text: z.string(),
    type: z.enum([
      "application/json",
      "text/plain;charset=utf-8",
      "application/x-www-form-urlencoded;charset=utf-8",
    ]),
  })
  .nullable();

export const requestArgs = z.tuple([z.string(urlRule), body, options]);
export type RequestArgs = z.output<typeof requestArgs>;

/** The URL with the query of the options behind its own; a URL that is none stays as it is. */
export function urlOf([text, , { query = {} }]: RequestArgs): string {
  const url = URL.parse(text);
  if (url === null || Object.keys(query).length === 0) return text;
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null) url.searchParams.append(name, String(one));
    }
  }
  return url.href;
}
