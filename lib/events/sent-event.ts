// Events as a person sends them from the console: their fields become a batch for the ingest door, whose answer becomes
// a result.
import { z } from "zod";
import type { IngestAnswer } from "#lib/events/ingest.ts";
import { findJsonFault } from "#lib/events/json-fault.ts";
import { acceptedBatchSchema, problemSchema } from "#lib/events/publish-view.ts";
import {
  type Failure,
  type FailureCode,
  failureCodes,
  type Result,
  succeed,
} from "#lib/shared/failure.ts";
import { failField } from "#lib/shared/parse-input.ts";

export type SentEvent = {
  type: string;
  subject: string | null;
  /** The payload as JSON text, passed on as it is, so that no digit is lost. */
  dataJson: string;
};

/** Where events come from that a person sends by hand. */
const consoleSource = "console";

/** A batch of one. */
export function toBatch({ type, subject, dataJson }: SentEvent): Result<string> {
  const fault = findJsonFault(dataJson);
  if (fault) return failField("data", fault.message, { line: fault.line, column: fault.column });
  const envelope = { type, source: consoleSource, ...(subject === null ? {} : { subject }) };
  return succeed(`[${JSON.stringify(envelope).slice(0, -1)},"data":${dataJson}}]`);
}

export type AcceptedEvent = { id: string; duplicate: boolean };

/** What became of each event of a batch, in their order; a failure when the door refused the batch as a whole. */
export function readBatchAnswer({ status, body }: IngestAnswer): Result<Result<AcceptedEvent>[]> {
  const batch = acceptedBatchSchema.safeParse(body);
  if (!batch.success) return { ok: false, failure: toFailure(body, status) };
  return succeed(
    batch.data.items.map(({ id, duplicate = false, problem, ...item }) =>
      id === undefined
        ? { ok: false, failure: toFailure(problem, item.status) }
        : succeed({ id, duplicate }),
    ),
  );
}

const codes = Object.keys(failureCodes) as [FailureCode, ...FailureCode[]]; // the keys of the table
const readable = problemSchema.extend({ code: z.enum(codes) });

function toFailure(problem: unknown, status: number): Failure {
  const read = readable.safeParse(problem);
  if (!read.success) throw new Error(`the ingest door answered ${status} with no problem document`);
  const { code, detail, errors = [] } = read.data;
  const known = errors.map(({ path, message }) => ({ path, message }));
  return { code, detail, ...(known.length > 0 ? { errors: known } : {}) };
}
