import { defineLive } from "#app/_server/live.ts";
import { listEventRows, readEventRows } from "#db/repositories/listed-events.ts";
import { liveEventQuery } from "#lib/events/event-filter.ts";
import { rangeStart } from "#lib/events/listed-event.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", query: liveEventQuery },
  async ({ tx, actor, now, query: { watch, range, ...filter } }) => {
    const page = await listEventRows(tx, actor, {
      ...filter,
      from: rangeStart(range, new Date(now)),
    });
    if (!page.ok) return page;
    const watched = await readEventRows(tx, actor, watch);
    return succeed({ ...page.value, watched, now });
  },
);
