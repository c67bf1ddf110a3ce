// What the calls of the sdk may use of the world, given once when the sandbox's pool is made.
import type { SmsSender } from "#workers/sms/sms-sender.ts";
import type { Subscriber } from "./events/subscribe.ts";

export type SdkServices = {
  sms: SmsSender;
  subscriptions: Subscriber;
};
