// GET /x/acme/payments/latest with an API key of this tenant.
const payments = await sdk.db.query(
  "SELECT id, user_id, amount, currency, status, created_at FROM payments ORDER BY created_at DESC, id DESC LIMIT 20",
);
return { body: { payments } };
