// Without a provider's account messages stay where every message is kept: in the outbox.
import type { SmsProvider } from "./sms-provider.ts";

export const outboxProvider: SmsProvider = {
  name: "outbox",
  send: async () => ({ state: "kept" }),
};
