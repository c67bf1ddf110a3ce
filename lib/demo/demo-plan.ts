// What "Send demo events" offers, and what it counts. Without the generators, so that a browser may have it.

export const demoFamilies = {
  erp: {
    label: "Business events",
    about: "Payments, invoices, clients, orders and stock, as an ERP would send them",
  },
  github: {
    label: "GitHub webhooks",
    about: "GitHub’s own example payloads: issues, pull requests, releases and 55 more",
  },
} as const;
export type DemoFamily = keyof typeof demoFamilies;

/** Events in a second. */
export const demoRates = [1, 5, 20, 50] as const;
export type DemoRate = (typeof demoRates)[number];

export const demoLengths = {
  short: { label: "10 seconds", seconds: 10 },
  long: { label: "1 minute", seconds: 60 },
  open: { label: "Until stopped", seconds: null },
} as const;
export type DemoLength = keyof typeof demoLengths;

export type DemoPlan = { family: DemoFamily; rate: DemoRate; length: DemoLength };

/** One call sends no more than these. */
export const mostInBatch = 100;

/** What became of one batch. */
export type DemoTally = {
  accepted: number;
  /** Of these the same id had been accepted before: a batch whose answer was lost was sent again. */
  duplicates: number;
  refused: number;
  /** Why the first of them was refused. */
  refusal: string | null;
};

/** How many events a plan sends; null for "until stopped". */
export function plannedEvents({ rate, length }: DemoPlan): number | null {
  const { seconds } = demoLengths[length];
  return seconds === null ? null : rate * seconds;
}
