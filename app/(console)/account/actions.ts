"use server";
// What a signed-in person does with their own session.
import { z } from "zod";
import { defineAction } from "#app/_server/action.ts";
import { database } from "#app/_server/database.ts";
import { switchSession } from "#db/repositories/sessions.ts";
import { fail, succeed } from "#lib/shared/failure.ts";
import { idSchema } from "#lib/shared/schemas.ts";

export const switchTenant = defineAction(
  { name: "session.switch_tenant", scope: "read", input: z.strictObject({ id: idSchema }) },
  async ({ input, session: { tokenHash } }) => {
    const switched = await switchSession(database(), { tokenHash, tenantId: input.id });
    return switched ? succeed(null) : fail("not_found", "You are not a member of this tenant.");
  },
);
