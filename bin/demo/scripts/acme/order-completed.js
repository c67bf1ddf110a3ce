// A completed order asks for a shipment; shipment-planner takes it from there.
const order = sdk.events.current();

const grams = order.lines.reduce((sum, line) => sum + line.quantity * line.unitGrams, 0);
await sdk.events.emit(
  "warehouse.shipment.requested",
  { orderId: order.orderId, country: order.country, grams },
  { subject: `orders/${order.orderId}` },
);
sdk.log.info(`shipment requested: ${grams} g to ${order.country}`);
