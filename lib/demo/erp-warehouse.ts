// Orders and stock of the demo's ERP. An order is three events with the same orderId.
import type { DemoEvent } from "./demo-event.ts";
import type { ErpContext } from "./erp-context.ts";

const steps = ["placed", "picked", "completed"] as const;
const skus = ["BELT-08", "BOLT-M6", "FILTER-22", "LAMP-E27", "PUMP-110", "VALVE-3"] as const;
const countries = ["AT", "BE", "CH", "DE", "DE", "FR", "IT", "NL"] as const;

/** Every tenth goes to a country that no carrier of the demo serves. */
export function orderStory(context: ErpContext, n: number): DemoEvent[] {
  const { random, number, at } = context;
  const orderId = number("ORD", n);
  const lines = Array.from({ length: random.int(1, 3) }, () => ({
    sku: random.pick(skus),
    quantity: random.int(1, 12),
    unitGrams: random.int(20, 1_800),
  }));
  const country = n % 10 === 9 ? "GL" : random.pick(countries);
  const order = { orderId, clientId: number("CL", random.int(0, 23)), country, lines };
  return steps.map((step) =>
    context.event(`warehouse.order.${step}`, { ...order, at: at() }, `orders/${orderId}`),
  );
}

/** Every fourth article is about to be given up, and is not to be reordered. */
export function stockLow(context: ErpContext, n: number): DemoEvent {
  const { random, at } = context;
  const reorderPoint = random.int(20, 120);
  return context.event("warehouse.stock.low", {
    sku: random.pick(skus),
    onHand: random.int(0, reorderPoint),
    reorderPoint,
    leadTimeDays: random.int(2, 21),
    soldPerDay: random.amount(0, 8),
    discontinued: n % 4 === 3,
    countedAt: at(),
  });
}
