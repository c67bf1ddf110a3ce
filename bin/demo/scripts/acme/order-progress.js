// Its subscription has the ordering key $.orderId: the events of one order come one at a time and in order,
// those of different orders at the same time.
const order = sdk.events.current();
const step = sdk.events.context().type.split(".").pop();

sdk.log.info(`order ${order.orderId} was ${step}`, { step, at: order.at });
