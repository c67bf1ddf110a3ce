import { cache } from "react";
import { readPage } from "#app/_server/page.ts";
import { listEventTypeNames } from "#db/repositories/event-types.ts";
import { succeed } from "#lib/shared/failure.ts";

/** Once for a request: the filter completes from them, and so does the dialog that sends an event. */
export const readEventTypes = cache(async (): Promise<readonly string[]> => {
  const names = await readPage("read", async ({ tx, actor }) =>
    succeed(await listEventTypeNames(tx, actor)),
  );
  return names.ok ? names.value : [];
});
