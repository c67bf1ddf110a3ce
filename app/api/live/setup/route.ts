import { defineLive } from "#app/_server/live.ts";
import { readSetupSteps } from "#db/repositories/setup-steps.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read" },
  async ({ tx, actor }) => succeed(await readSetupSteps(tx, actor)),
);
