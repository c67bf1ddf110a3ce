// Scripts of Acme that its own tables wake, and endpoints that answer from them.
import type { DemoScript } from "./demo-tenant.ts";

export const acmeTableScripts: readonly DemoScript[] = [
  {
    name: "payment-sms",
    file: new URL("./scripts/acme/payment-sms.js", import.meta.url),
    subscriptions: [{ eventType: "payments.created", filter: "$.amount > 10000" }],
  },
  {
    name: "category-cache-clear",
    file: new URL("./scripts/acme/category-cache-clear.js", import.meta.url),
    subscriptions: [
      { eventType: "payment_categories.updated" },
      { eventType: "payment_categories.deleted" },
    ],
  },
  {
    name: "order-webhook",
    file: new URL("./scripts/acme/order-webhook.js", import.meta.url),
    subscriptions: [{ eventType: "orders.updated", filter: "$.status == 'completed'" }],
  },
  {
    name: "payment-categories",
    file: new URL("./endpoints/payment-categories.js", import.meta.url),
    subscriptions: [],
    endpoint: { path: "categories", methods: ["GET"], auth: "none" },
  },
  {
    name: "latest-payments",
    file: new URL("./endpoints/latest-payments.js", import.meta.url),
    subscriptions: [],
    endpoint: { path: "payments/latest", methods: ["GET"], auth: "api_key" },
  },
];
