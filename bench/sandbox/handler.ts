// What is measured: a handler as people write them (read the payload, reckon, give one object back) that awaits the sdk
// 0, 1 or 3 times, and the events it handles.

export const handlerSource = (calls: number): string => `
  const order = sdk.events.current();
  let total = 0;
  for (const line of order.lines) total += line.quantity * line.price;
  const discount = order.customer.tags.includes("vip") ? 0.1 : 0;
  const due = Math.round(total * (1 - discount) * 100) / 100;
  ${Array.from({ length: calls }, (_, n) => `await sdk.events.emit("shop.step", { n: ${n} });`).join("\n  ")}
  return {
    orderId: order.orderId,
    customerId: order.customer.id,
    due,
    isLarge: due > 100,
    skus: order.lines.map((line) => line.sku),
  };`;

const payloads: readonly string[] = Array.from({ length: 16 }, (_, n) =>
  JSON.stringify({
    orderId: `o-${n}`,
    customer: { id: `c-${n}`, name: "Ada Lovelace", tags: ["new", n % 2 === 0 ? "vip" : "trade"] },
    currency: "EUR",
    status: "paid",
    shipping: { name: "Ada Lovelace", street: "Oudegracht 1", city: "Utrecht", country: "NL" },
    lines: Array.from({ length: 5 }, (_unused, line) => ({
      sku: `AB-${n}-${line}`,
      quantity: line + 1,
      price: 9.95 + n,
    })),
  }),
);

export const payloadAt = (n: number): string => payloads[n % payloads.length] ?? "null";

/** The result every contender must give for the first payload. */
export const firstResult =
  '{"orderId":"o-0","customerId":"c-0","due":134.33,"isLarge":true,"skus":["AB-0-0","AB-0-1","AB-0-2","AB-0-3","AB-0-4"]}';
