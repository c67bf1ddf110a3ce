// Payments, invoices and payment categories of the demo's ERP.
import type { DemoEvent } from "./demo-event.ts";
import type { ErpContext } from "./erp-context.ts";

const categoryNames = ["Consulting", "Freight", "Licences", "Rent", "Repairs", "Travel"] as const;
const goods = ["Annual service", "Bearing set", "Gear box", "Spare belt", "Training day"] as const;

/** Every sixth is large enough for the filter `$.amount > 10000`. */
export function paymentCreated(context: ErpContext, n: number): DemoEvent {
  const { random, number, at } = context;
  const [min, max] = n % 6 === 5 ? [10_500, 90_000] : [20, 9_500];
  return context.event("finance.payment.created", {
    paymentId: number("PAY", n),
    invoiceId: number("INV", n),
    userId: number("USR", random.int(1, 24)),
    amount: random.amount(min, max),
    currency: random.pick(["EUR", "EUR", "EUR", "CHF", "USD"]),
    method: random.pick(["bank_transfer", "card", "direct_debit"]),
    paidAt: at(),
  });
}

/** The total of every eleventh is wrong by a few euros. */
export function invoiceIssued(context: ErpContext, n: number): DemoEvent {
  const { random, number, at } = context;
  const lines = Array.from({ length: random.int(1, 4) }, () => ({
    text: random.pick(goods),
    quantity: random.int(1, 9),
    unitPrice: random.amount(15, 900),
  }));
  const cents = lines.reduce(
    (sum, line) => sum + Math.round(line.unitPrice * 100) * line.quantity,
    0,
  );
  const slip = n % 11 === 10 ? 700 : 0;
  return context.event("finance.invoice.issued", {
    invoiceId: number("INV", n),
    clientId: number("CL", random.int(0, 23)),
    currency: "EUR",
    lines,
    total: (cents + slip) / 100,
    issuedAt: at(),
  });
}

/** Named by the class of an older program; such names are event types like any other. */
export function categoryCreated(context: ErpContext, n: number): DemoEvent {
  const name = categoryNames[n % categoryNames.length] ?? "Other";
  return context.event("PaymentCategoryCreatedEvent", {
    id: context.number("CAT", n),
    name,
    parentId: n < 2 ? null : context.number("CAT", n % 2),
    createdAt: context.at(),
  });
}
