// A few weeks of an ERP: payments, invoices, clients, orders, stock. A pure function of its seed.
import type { DemoEvent } from "./demo-event.ts";
import { createErpContext, type ErpContext } from "./erp-context.ts";
import { clientCreated, clientUpdated } from "./erp-crm.ts";
import { categoryCreated, invoiceIssued, paymentCreated } from "./erp-finance.ts";
import { orderStory, stockLow } from "./erp-warehouse.ts";

type Maker = (context: ErpContext, n: number) => DemoEvent | readonly DemoEvent[];

/** How many of each; they come mixed, as they would in a working day. */
const mix: readonly { count: number; make: Maker }[] = [
  { count: 6, make: categoryCreated },
  { count: 24, make: clientCreated },
  { count: 44, make: invoiceIssued },
  { count: 60, make: paymentCreated },
  { count: 36, make: clientUpdated },
  { count: 30, make: orderStory },
  { count: 24, make: stockLow },
];

/** Another seed gives other events with other ids. */
export function erpEvents(seed: number): DemoEvent[] {
  const context = createErpContext(seed);
  const rounds = Math.max(...mix.map(({ count }) => count));
  return Array.from({ length: rounds }, (_, round) => round).flatMap((round) =>
    mix.flatMap(({ count, make }) =>
      dueInRound(round, { count, rounds }).flatMap((n) => make(context, n)),
    ),
  );
}

/** Spreads `count` things evenly over the rounds: those whose turn it is. */
function dueInRound(round: number, { count, rounds }: { count: number; rounds: number }): number[] {
  const from = Math.floor((round * count) / rounds);
  const to = Math.floor(((round + 1) * count) / rounds);
  return Array.from({ length: to - from }, (_, index) => from + index);
}
