// What the console's list of scripts can be asked for: the address of the page and of its live read.
import { z } from "zod";
import { pageQuery } from "#lib/shared/paging.ts";
import { watchQuery } from "#lib/shared/schemas.ts";

/** `q` is a part of a name, in any case of letters. */
export const scriptFilterQuery = z.strictObject({
  ...pageQuery(),
  q: z.string().trim().max(128).optional(),
});
export type ScriptFilter = z.output<typeof scriptFilterQuery>;

export const liveScriptQuery = scriptFilterQuery.extend({ watch: watchQuery });
