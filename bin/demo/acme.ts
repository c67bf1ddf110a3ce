// The demo tenant that runs an ERP.
import { erpEvents } from "#lib/demo/erp-events.ts";
import { acmeTableScripts } from "./acme-table-scripts.ts";
import { type DemoTenant, failsFast } from "./demo-tenant.ts";

export const acme: DemoTenant = {
  slug: "acme",
  name: "Acme Trading",
  email: "demo@acme.example",
  events: () => erpEvents(1),
  tables: {
    file: new URL("./tables/acme.sql", import.meta.url),
    liveFile: new URL("./tables/acme-live.sql", import.meta.url),
    emit: {
      payments: ["id", "user_id", "amount", "currency", "category_id", "status", "created_at"],
      payment_categories: ["id", "name"],
      orders: ["id", "user_id", "status", "total", "updated_at"],
    },
  },
  scripts: [
    {
      name: "payment-ledger",
      file: new URL("./scripts/acme/payment-ledger.ts", import.meta.url),
      subscriptions: [{ eventType: "finance.payment.created", priority: 0 }],
    },
    {
      name: "high-value-payment",
      file: new URL("./scripts/acme/high-value-payment.js", import.meta.url),
      subscriptions: [
        { eventType: "finance.payment.created", filter: "$.amount > 10000", priority: 10 },
      ],
    },
    {
      name: "payment-review",
      file: new URL("./scripts/acme/payment-review.js", import.meta.url),
      subscriptions: [{ eventType: "finance.payment.flagged" }],
    },
    {
      name: "payment-receipt",
      file: new URL("./scripts/acme/payment-receipt.js", import.meta.url),
      subscriptions: [{ eventType: "finance.payment.created", priority: 200, breaker: "off" }],
    },
    {
      name: "invoice-check",
      file: new URL("./scripts/acme/invoice-check.js", import.meta.url),
      subscriptions: [{ eventType: "finance.invoice.issued", breaker: "off" }],
    },
    {
      name: "finance-journal",
      file: new URL("./scripts/acme/finance-journal.js", import.meta.url),
      subscriptions: [{ eventType: "finance.*", priority: 900 }],
    },
    {
      name: "category-cache",
      file: new URL("./scripts/acme/category-cache.js", import.meta.url),
      subscriptions: [{ eventType: "PaymentCategoryCreatedEvent" }],
    },
    {
      name: "client-sync",
      file: new URL("./scripts/acme/client-sync.js", import.meta.url),
      subscriptions: [
        { eventType: "crm.client.created", priority: 50, ...failsFast },
        { eventType: "crm.client.updated", ...failsFast },
      ],
    },
    {
      name: "client-welcome",
      file: new URL("./scripts/acme/client-welcome.js", import.meta.url),
      subscriptions: [{ eventType: "crm.client.created", priority: 100 }],
    },
    {
      name: "order-progress",
      file: new URL("./scripts/acme/order-progress.js", import.meta.url),
      subscriptions: [{ eventType: "warehouse.order.*", orderingKey: "$.orderId", priority: 10 }],
    },
    {
      name: "order-completed",
      file: new URL("./scripts/acme/order-completed.js", import.meta.url),
      subscriptions: [{ eventType: "warehouse.order.completed" }],
    },
    {
      name: "shipment-planner",
      file: new URL("./scripts/acme/shipment-planner.js", import.meta.url),
      subscriptions: [
        {
          eventType: "warehouse.shipment.requested",
          backoff: { kind: "list", delaysMs: [100, 200, 400] },
          breaker: "off",
        },
      ],
    },
    {
      name: "stock-reorder",
      file: new URL("./scripts/acme/stock-reorder.ts", import.meta.url),
      subscriptions: [
        {
          eventType: "warehouse.stock.low",
          filter: "$.onHand < $.reorderPoint * 0.5 && !$.discontinued",
        },
      ],
    },
    ...acmeTableScripts,
  ],
};
