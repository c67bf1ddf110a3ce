import { defineLive } from "#app/_server/live.ts";
import { listExecutionRows, readExecutionRows } from "#db/repositories/listed-executions.ts";
import { liveExecutionQuery } from "#lib/executions/execution-filter.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", query: liveExecutionQuery },
  async ({ tx, actor, now, query: { watch, ...filter } }) => {
    const page = await listExecutionRows(tx, actor, filter);
    const watched = await readExecutionRows(tx, actor, watch);
    return succeed({ ...page, watched, now });
  },
);
