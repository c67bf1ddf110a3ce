"use server";
// What an admin does with the owner's login of the tenant's tables.
import { z } from "zod";
import { defineActionWithoutTransaction } from "#app/_server/action.ts";
import { closeDataLogin, openDataLogin } from "#app/_server/data-login.ts";

/** The state that the person saw: with a newer one it is a conflict. */
const seen = z.strictObject({ generation: z.int().min(0).max(1_000_000_000) });

export const openLogin = defineActionWithoutTransaction(
  { name: "data_login.open", scope: "manage", input: seen },
  ({ actor, input }) => openDataLogin(actor, input.generation),
);

export const closeLogin = defineActionWithoutTransaction(
  { name: "data_login.close", scope: "manage", input: seen },
  ({ actor, input }) => closeDataLogin(actor, input.generation),
);
