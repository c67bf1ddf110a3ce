// Every room of the sdk. A new one is a new folder, its name in namespaces.ts and one line here.
import { cacheRoom } from "./cache/room.ts";
import { cryptoRoom } from "./crypto/room.ts";
import { dbRoom } from "./db/room.ts";
import { eventsRoom } from "./events/room.ts";
import { httpRoom } from "./http/room.ts";
import { limitsRoom } from "./limits/room.ts";
import { logRoom } from "./log/room.ts";
import type { Namespace } from "./namespaces.ts";
import { requestRoom } from "./request/room.ts";
import type { SdkRoom } from "./room.ts";
import { secretsRoom } from "./secrets/room.ts";
import { sleepRoom } from "./sleep/room.ts";
import { smsRoom } from "./sms/room.ts";

export const sdkRooms: Readonly<Record<Namespace, SdkRoom>> = {
  events: eventsRoom,
  request: requestRoom,
  db: dbRoom,
  http: httpRoom,
  cache: cacheRoom,
  sms: smsRoom,
  log: logRoom,
  secrets: secretsRoom,
  crypto: cryptoRoom,
  sleep: sleepRoom,
  limits: limitsRoom,
};
