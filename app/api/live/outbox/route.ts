import { defineLive } from "#app/_server/live.ts";
import { listSmsRows, readSmsRows } from "#db/repositories/listed-sms.ts";
import { succeed } from "#lib/shared/failure.ts";
import { liveSmsQuery } from "#lib/sms/sms-filter.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", query: liveSmsQuery },
  async ({ tx, actor, now, query: { watch, ...filter } }) => {
    const page = await listSmsRows(tx, actor, filter);
    const watched = await readSmsRows(tx, actor, watch);
    return succeed({ ...page, watched, now });
  },
);
