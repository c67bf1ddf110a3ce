import { z } from "zod";
import { defineLive } from "#app/_server/live.ts";
import { previewDeployment } from "#db/repositories/script-versions.ts";
import type { LiveDeployment } from "#lib/scripts/script-activity.ts";
import { scriptVersionParams } from "#lib/scripts/script-schema.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";

const query = z.strictObject({ version: scriptVersionParams.shape.n });

/** What the dialog shows before a version is deployed. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", params: idParams, query },
  async ({ tx, actor, now, params, query: { version } }) => {
    const preview = await previewDeployment(tx, actor, { scriptId: params.id, version });
    if (!preview.ok) return preview;
    return succeed({ ...preview.value, now } satisfies LiveDeployment);
  },
);
