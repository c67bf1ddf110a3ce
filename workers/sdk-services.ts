// What the sdk's calls may use of the world: the worker's database and its ways out.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import type { SdkServices } from "./sandbox/sdk/sdk-services.ts";

export function openServices(_world: { sql: Sql; log: Logger }): SdkServices {
  return {};
}
