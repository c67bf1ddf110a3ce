// sdk.db.query on the host's side; queryOne is the same with its first row.
import { z } from "zod";
import { dataLimits } from "#lib/data/data-limits.ts";
import { textProblem } from "#lib/events/json-text.ts";
import { DataError } from "#workers/data/data-error.ts";
import type { TenantDatabase } from "#workers/data/tenant-database.ts";
import { chainOf } from "../chain.ts";
import { defineCall } from "../define-call.ts";
import { type HostRun, type SdkCall, SdkError } from "../room.ts";
import { DryTransaction } from "./dry-transaction.ts";

const paramsRule = `params is a list of at most ${dataLimits.params} values`;

const queryArgs = z.tuple([
  z.string("sql is a text"),
  z
    .array(z.unknown(), paramsRule)
    .max(dataLimits.params, paramsRule)
    .superRefine((params, context) => {
      const texts = params.filter((value) => typeof value === "string");
      const problem = texts.map(textProblem).find((found) => found !== null);
      if (problem) context.addIssue({ code: "custom", message: `params: ${problem}` });
    }),
]);

const targetChars = 120;

export function defineQuery(db: TenantDatabase): SdkCall {
  return defineCall({
    usage: "sdk.db.query(sql, params?)",
    args: queryArgs,
    target: ([text]) => text.replace(/\s+/g, " ").trim().slice(0, targetChars),
    perform: ({ run, args: [text, params] }) => toScript(db.query({ ...runOf(run), text, params })),
    rehearse: ({ run, args: [text, params] }) => {
      const dry = run.keep("db", () => new DryTransaction(db, runOf(run)));
      return toScript(dry.query({ text, params }));
    },
  });
}

function runOf(run: HostRun) {
  return { tenantId: run.script.tenantId, chain: chainOf(run), signal: run.signal() };
}

async function toScript<T>(rows: Promise<T>): Promise<T> {
  try {
    return await rows;
  } catch (error) {
    if (error instanceof DataError) throw new SdkError(error.name, error.message);
    throw error;
  }
}
