// Handles what high-value-payment emits. The chain shows in the event's correlation id.
const flagged = sdk.events.current();
const { hop, correlationId } = sdk.events.context();

const level = flagged.amount > 50_000 ? "two people" : "one person";
console.log(`payment ${flagged.paymentId} has to be approved by ${level}`);
sdk.log.info("review opened", { level, hop, correlationId });
