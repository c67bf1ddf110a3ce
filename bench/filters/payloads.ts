// The events that are measured: the same decisive values, and lines that make up the size.

import type { FilterEnvelope } from "#lib/filters/filter-envelope.ts";

export const envelope: FilterEnvelope = {
  type: "shop.order.paid",
  source: "bench",
  subject: null,
  time: "2026-11-05T10:00:00.000Z",
  hop: 0,
  replay: false,
};

/** Several that differ in what no filter asks for: one alone would be too kind to the caches. */
export function createPayloads(bytes: number): unknown[] {
  return Array.from({ length: 16 }, (_, n) => JSON.parse(payloadJson(n, bytes)));
}

function payloadJson(n: number, bytes: number): string {
  const order = {
    orderId: `o-${n}`,
    customer: { id: "c-7", name: "Ada", address: { city: "Utrecht", country: "NL" } },
    amount: 1_250.5 + n,
    currency: "EUR",
    status: "paid",
    region: "eu-3",
    sku: "AB-7",
    email: "ada@c7.example",
    quantity: 3,
    price: 12.5,
    tags: ["new", "vip"],
    lines: [] as unknown[],
  };
  while (JSON.stringify(order).length < bytes - 60) {
    order.lines.push({ line: order.lines.length, sku: `AB-${n}`, quantity: 1, price: 9.95 });
  }
  return JSON.stringify(order);
}
