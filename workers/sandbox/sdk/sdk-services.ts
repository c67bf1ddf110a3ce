// What the calls of the sdk may use of the world, given once when the sandbox's pool is made.
import type { CacheStore } from "#lib/cache/cache-store.ts";
import type { SecretReader } from "#lib/secrets/secret-reader.ts";
import type { TenantDatabase } from "#workers/data/tenant-database.ts";
import type { Egress } from "#workers/egress/egress.ts";
import type { SmsSender } from "#workers/sms/sms-sender.ts";
import type { Subscriber } from "./events/subscriber.ts";

export type SdkServices = {
  egress: Egress;
  cache: CacheStore;
  db: TenantDatabase;
  sms: SmsSender;
  secrets: SecretReader;
  subscriptions: Subscriber;
};
