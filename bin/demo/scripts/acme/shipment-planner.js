// The carrier is not always there: an ordinary error is tried again after 100, 200, 400 ms.
const shipment = sdk.events.current();
const { attempt } = sdk.events.context();

const served = ["AT", "BE", "CH", "DE", "FR", "IT", "NL"];
if (!served.includes(shipment.country)) {
  throw new sdk.NonRetryableError(`no carrier delivers to ${shipment.country}`);
}

const outages = Number(shipment.orderId.slice(-2)) % 3;
if (attempt <= outages) throw new Error("the carrier answered 503");

const price = 490 + Math.ceil(shipment.grams / 500) * 60;
sdk.log.info("carrier booked", { orderId: shipment.orderId, price, attempt });
