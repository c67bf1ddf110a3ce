// Tells another system of a completed order; its subscription has a filter on the status. The request carries an
// Idempotency-Key of its own accord, the same one in every attempt.
const order = sdk.events.current();
const url = await sdk.secrets.get("ORDER_WEBHOOK_URL");
await sdk.http.post(url, { orderId: order.id, status: order.status, total: order.total });
