// Runs first (priority 0): writes each payment as the two lines a ledger has.
type Payment = {
  paymentId: string;
  userId: string;
  amount: number;
  currency: string;
  method: "bank_transfer" | "card" | "direct_debit";
};
type Line = { account: string; debit: number; credit: number };

const accounts: Record<Payment["method"], string> = {
  bank_transfer: "1200 Bank",
  card: "1210 Card settlements",
  direct_debit: "1200 Bank",
};

function book({ method, amount }: Payment): Line[] {
  return [
    { account: accounts[method], debit: amount, credit: 0 },
    { account: "1400 Receivables", debit: 0, credit: amount },
  ];
}

const payment = sdk.events.current() as Payment;
const lines = book(payment);
sdk.log.info(`booked ${payment.amount.toFixed(2)} ${payment.currency}`, {
  paymentId: payment.paymentId,
  lines,
});
