// The relay's connections to the two databases. After any trouble all of them are thrown away: a connection that was lost
// in the middle of something does not always come back (https://github.com/porsager/postgres/pull/1215).
import { openHotSql, type Sql } from "#db/client.ts";
import { dataUrl } from "#db/data/data-url.ts";
import { hear } from "#db/repositories/hints.ts";
import { readWakeUpChannel } from "#db/repositories/outbox-relay.ts";

export type Links = {
  /** The tenants' database. */
  data: Sql;
  /** The platform's. */
  platform: Sql;
};

export type RelayLinks = {
  /** Listening for committed rows. Rejects when the tenants' database is away. */
  open: () => Promise<Links>;
  /** Cuts what is under way. */
  drop: () => Promise<void>;
};

/** Of a relay that stands still with a turn in its hands: its rows are taken from it. */
const settings = { idle_in_transaction_session_timeout: "30s", statement_timeout: "30s" };

export function createLinks(databaseUrl: string, onRow: () => void): RelayLinks {
  let links: Links | null = null;
  let isListening = false;
  const drop = async () => {
    const dropped = links;
    links = null;
    isListening = false;
    if (dropped) await Promise.all([dropped.data, dropped.platform].map(cut));
  };
  return {
    open: async () => {
      links ??= openLinks(databaseUrl);
      if (!isListening) await hear(links.data, await readWakeUpChannel(links.data), onRow);
      isListening = true;
      return links;
    },
    drop,
  };
}

function openLinks(databaseUrl: string): Links {
  const options = { max: 1, applicationName: "scriptbus worker, outbox relay", settings };
  return {
    data: openHotSql(dataUrl(databaseUrl), options),
    platform: openHotSql(databaseUrl, options),
  };
}

/** Not at once: the driver's own questions of a new connection would fail with nobody to hear of it. */
function cut(sql: Sql): Promise<void> {
  return sql.end({ timeout: 2 });
}
