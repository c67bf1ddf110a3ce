// A row in `payments` wakes it; its subscription has the filter `$.amount > 10000`. Phone numbers are not in the event.
const payment = sdk.events.current();
const user = await sdk.db.queryOne("SELECT phone FROM users WHERE id = $1", [payment.user_id]);
if (!user) throw new sdk.NonRetryableError(`There is no user ${payment.user_id}`);

await sdk.sms.send({ to: user.phone, message: `Payment of ${payment.amount} received` });
sdk.log.info("SMS sent for high-value payment", {
  userId: payment.user_id,
  amount: payment.amount,
});
