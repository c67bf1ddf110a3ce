// Outbox → events. A committed row wakes it; a poll always backs the hint. Any number of workers may relay at once.
import type { Logger } from "pino";
import { isDatabaseAway } from "#db/errors.ts";
import { keepRows } from "#db/repositories/outbox-relay.ts";
import { createService, type Service } from "#workers/service.ts";
import { createLinks, type Links } from "./relay-links.ts";
import { firstTenant, relayPass, UnstorableRows } from "./relay-pass.ts";
import { within } from "./within.ts";

export type RelayOptions = {
  /** The platform database, as the worker. */
  databaseUrl: string;
  log: Logger;
  /** Called when events have been written. */
  onRelayed: () => void;
};

const mostRows = 500;
const pollMs = 250;
/** Where a look takes long, because an old transaction keeps what is gone in its way, it is taken less often. */
const restPerLook = 10;
const longestTurnMs = 60_000;
const firstPauseMs = 250;
const longestPauseMs = 5_000;

export function createRelay({ databaseUrl, log, onRelayed }: RelayOptions): Service {
  const links = createLinks(databaseUrl, () => relay.wake());
  let maxRows = mostRows;
  let after = firstTenant;
  let pauseMs = 0;

  const takeTurn = async () => {
    const begin = performance.now();
    const open = await links.open();
    const pass = await relayPass({ ...open, maxRows, after }).catch(asUnstorable);
    if (pass instanceof UnstorableRows) return part(open, pass);
    after = pass.after;
    maxRows = Math.min(mostRows, maxRows * 2);
    if (pauseMs > 0) log.info("the outbox is relayed again");
    pauseMs = 0;
    if (pass.events > 0) onRelayed();
    if (pass.kept.length > 0) log.warn({ rows: pass.kept }, "rows of the outbox are kept");
    if (pass.rows > 0 || after !== firstTenant) return 0;
    return Math.max(pollMs, (performance.now() - begin) * restPerLook);
  };

  /** A row that cannot be stored is looked for by halves, so that it holds up nobody else. */
  const part = async ({ data }: Links, { ids, cause }: UnstorableRows) => {
    maxRows = Math.max(1, Math.floor(ids.length / 2));
    const [id] = ids;
    if (ids.length > 1 || id === undefined) return 0;
    const reason = `The event cannot be stored: ${cause instanceof Error ? cause.message : cause}`;
    log.warn({ id, reason }, "a row of the outbox is kept");
    await keepRows(data, [{ id, state: "quarantined", reason }]);
    return 0;
  };

  /** An outage is no row's fault: everything stays as it is. */
  const waitLonger = (error: unknown) => {
    const isNew = pauseMs === 0;
    pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, pauseMs * 2));
    if (!isDatabaseAway(error)) log.error({ err: error }, "the outbox could not be relayed");
    else if (isNew) log.warn({ err: error }, "the outbox waits for its databases");
    void links.drop();
    return pauseMs;
  };

  const step = () => within(longestTurnMs, takeTurn()).catch(waitLonger);
  const service = createService({ name: "outbox relay", log, step });
  const relay: Service = {
    ...service,
    /** During an outage hints change nothing. */
    wake: () => {
      if (pauseMs === 0) service.wake();
    },
    stop: async () => {
      await service.stop();
      await links.drop();
    },
  };
  return relay;
}

function asUnstorable(error: unknown): UnstorableRows {
  if (error instanceof UnstorableRows) return error;
  throw error;
}
