// Its subscription has the filter `$.amount > 10000`, so it only ever runs for large payments.
// What it emits is stored if and only if this run succeeds.
const payment = sdk.events.current();

sdk.log.warn("high-value payment", { paymentId: payment.paymentId, amount: payment.amount });

await sdk.events.emit("finance.payment.flagged", {
  paymentId: payment.paymentId,
  userId: payment.userId,
  amount: payment.amount,
  currency: payment.currency,
  reason: "more than 10000 in one payment",
});
