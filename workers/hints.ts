// NOTIFY between processes: a hint that saves a poll interval, never the only way a station learns of work.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { type Channel, channels, listen, notify } from "#db/repositories/hints.ts";

export type Hints = {
  /** Sends soon; several calls while one is under way become one. */
  send: (channel: Channel) => void;
  stop: () => Promise<void>;
};

export async function startHints(
  sql: Sql,
  log: Logger,
  wake: Readonly<Record<Channel, () => void>>,
): Promise<Hints> {
  const listeners = await Promise.all(
    channels.map((channel) => listen(sql, channel, wake[channel])),
  );
  return {
    send: createSender(sql, log),
    stop: async () => {
      await Promise.allSettled(listeners.map((listener) => listener.unlisten()));
    },
  };
}

function createSender(sql: Sql, log: Logger): Hints["send"] {
  const wanted = new Set<Channel>();
  let sending = false;
  const sendAll = async () => {
    sending = true;
    while (wanted.size > 0) {
      const [channel] = wanted;
      if (channel === undefined) break;
      wanted.delete(channel);
      await notify(sql, channel).catch((error: unknown) => log.debug({ err: error }, "hint lost"));
    }
    sending = false;
  };
  return (channel) => {
    wanted.add(channel);
    if (!sending) void sendAll();
  };
}
