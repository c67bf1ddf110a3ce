// The sdk's host side, opened once for all runs of a pool: every call and message by its name.
import { sdkRooms } from "./registry.ts";
import type { SdkCall, SdkTell } from "./room.ts";
import type { SdkServices } from "./sdk-services.ts";

export type SdkHost = {
  calls: ReadonlyMap<string, SdkCall>;
  tells: ReadonlyMap<string, SdkTell>;
  /** Which call uses which budget; the guest counts with it. */
  budgets: Readonly<Record<string, string>>;
};

export function openSdkHost(services: SdkServices): SdkHost {
  const rooms = Object.values(sdkRooms);
  const calls = new Map(rooms.flatMap((room) => Object.entries(room.open(services))));
  const tells = new Map(rooms.flatMap((room) => Object.entries(room.tells ?? {})));
  const budgets: Record<string, string> = {};
  for (const [name, { budget }] of calls) if (budget) budgets[name] = budget;
  return { calls, tells, budgets };
}
