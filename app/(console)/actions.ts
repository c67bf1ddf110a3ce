"use server";
// What a person does from the first steps of a tenant, on whichever page they stand.
import { z } from "zod";
import { defineAction } from "#app/_server/action.ts";
import { issueApiKey } from "#db/repositories/issue-api-key.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { makeApiKey } from "#lib/tenancy/api-key.ts";
import { mayAdminister } from "#lib/tenancy/role.ts";

/** A key that may do everything in the tenant, for admins alone. It is told here and never again. */
export const createApiKey = defineAction(
  { name: "api_key.create", scope: "manage", input: z.strictObject({}) },
  async ({ tx, actor }): Promise<Result<{ key: string }>> => {
    if (!mayAdminister(actor)) return fail("forbidden", "Only an admin can create an API key.");
    const apiKey = makeApiKey();
    const name = `made by ${actor.name} in the console`;
    await issueApiKey(tx, actor, { name, scopes: actor.scopes, apiKey });
    return succeed({ key: apiKey.key });
  },
);
