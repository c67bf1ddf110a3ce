// Runs last (priority 200). The mail gateway is busy now and then; RetryAfterError says when to come back.
const payment = sdk.events.current();
const { attempt, idempotencyKey } = sdk.events.context();

const number = Number(payment.paymentId.slice(-4));
if (number % 4 === 0 && attempt === 1) {
  throw new sdk.RetryAfterError("250ms", "the mail gateway is busy");
}

sdk.log.info(`receipt for ${payment.amount.toFixed(2)} ${payment.currency}`, {
  to: payment.userId,
  attempt,
  // The same in every attempt of a delivery: the gateway would send the mail once.
  idempotencyKey,
});
