// An invoice that does not add up never will: NonRetryableError makes it a dead letter at once.
const invoice = sdk.events.current();

const cents = (amount) => Math.round(amount * 100);
let sum = 0;
for (const line of invoice.lines) sum += cents(line.unitPrice) * line.quantity;

if (sum !== cents(invoice.total)) {
  throw new sdk.NonRetryableError("the lines of the invoice do not add up to its total");
}
sdk.log.info("invoice adds up", { invoiceId: invoice.invoiceId, lines: invoice.lines.length });
