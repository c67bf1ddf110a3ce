// From the text of a request to an order; the payload stays the text it came as.
import { sliceMembers, wholeValue } from "#lib/events/json-text.ts";
import { type TestRunOrder, testRunOrderSchema } from "#lib/scripts/test-run-order.ts";

export type ReadOrder = { order: TestRunOrder; dataJson: string };

/** Null when it is none: then web and worker are not of one version. */
export function readOrder(body: string): ReadOrder | null {
  const parsed = testRunOrderSchema.safeParse(parse(body));
  if (!parsed.success) return null;
  const data = sliceMembers(body, wholeValue(body)).get("data");
  return data ? { order: parsed.data, dataJson: body.slice(data.start, data.end) } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
