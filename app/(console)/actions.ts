"use server";
// What a person does from the overview.
import { z } from "zod";
import { defineAction } from "#app/_server/action.ts";
import { issueApiKey } from "#db/repositories/issue-api-key.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import { makeApiKey } from "#lib/tenancy/api-key.ts";

/** A key that may do what the person may do. It is told here and never again. */
export const createApiKey = defineAction(
  { name: "api_key.create", scope: "manage", input: z.strictObject({}) },
  async ({ tx, actor }): Promise<Result<{ key: string }>> => {
    const apiKey = makeApiKey();
    const name = `made by ${actor.name} on the overview`;
    await issueApiKey(tx, actor, { name, scopes: actor.scopes, apiKey });
    return succeed({ key: apiKey.key });
  },
);
