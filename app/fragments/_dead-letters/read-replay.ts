// What the replay dialog shows, and from its fields to a replay.
import { z } from "zod";
import type { ReplayFields } from "#components/dead-letters/replay-dialog.tsx";
import type { Tx } from "#db/client.ts";
import { getLetterDetail, readLetterPayload } from "#db/repositories/letter-detail.ts";
import { findScript } from "#db/repositories/scripts.ts";
import type { LetterDetail } from "#lib/dead-letters/listed-letter.ts";
import { findJsonFault } from "#lib/events/json-fault.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import { failField } from "#lib/shared/parse-input.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { indentJson } from "./indent-json.ts";

export const reasonField = z
  .string()
  .trim()
  .min(1, "Say why: it is kept in the audit log")
  .max(500, "At most 500 characters");

export const replayFields = z.object({
  reason: reasonField,
  version: z.enum(["current", "original"], "Choose a version"),
  edit: z.string().optional(),
  data: z.string().optional(),
});

export type ReplayView = {
  letter: LetterDetail;
  deployedVersion: number | null;
  /** As the form offers it to be edited. */
  payload: string;
};

export async function readReplay(tx: Tx, actor: Actor, id: string): Promise<Result<ReplayView>> {
  const letter = await getLetterDetail(tx, actor, id);
  if (!letter.ok) return letter;
  const script = await findScript(tx, actor, letter.value.scriptId);
  const payload = indentJson((await readLetterPayload(tx, actor, id)) ?? "null");
  const deployedVersion = script?.deployedVersion ?? null;
  return succeed({ letter: letter.value, deployedVersion, payload });
}

export function offeredFields({ payload }: ReplayView): ReplayFields {
  return { reason: "", version: "current", edit: "", data: payload };
}

export function sentReplayFields(sent: Record<string, string>, payload: string): ReplayFields {
  const { reason = "", version = "current", edit = "", data = payload } = sent;
  return { reason, version, edit, data };
}

/** The body as REST takes it; the payload is in it only when it was really edited. */
export function editedBody(
  { edit, data = "" }: { edit?: string | undefined; data?: string | undefined },
  payload: string,
): Result<string> {
  const text = data.replaceAll("\r\n", "\n");
  if (edit !== "true" || text === payload) return succeed("{}");
  const fault = findJsonFault(text);
  if (!fault) return succeed(`{"data":${text}}`);
  const { message, line, column } = fault;
  return failField("data", `Line ${line}, column ${column}: ${message}`, { line, column });
}
