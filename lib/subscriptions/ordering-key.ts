// The ordering key of a subscription: a path into the payload whose value puts deliveries in line.

/** `$.orderId`, `$.order["line-id"]`, `$.lines[0].sku`. */
const keyPath = /^\$(?:\.[A-Za-z_$][\w$]*|\[\d{1,6}\]|\["[^"\\]{1,128}"\])+$/;
const step = /\.([A-Za-z_$][\w$]*)|\[(\d{1,6})\]|\["([^"\\]{1,128})"\]/g;

export type OrderingKey = (data: unknown) => string | null;

/** What is wrong with the path, for a person; null when it is fine. */
export function orderingKeyProblem(path: string): string | null {
  if (path.length <= 256 && keyPath.test(path)) return null;
  return 'An ordering key is a path into the payload, such as $.orderId or $.order["line-id"]';
}

/** Reads the key of a payload; a missing value means no ordering. Own properties of plain JSON only. */
export function compileOrderingKey(path: string): OrderingKey {
  const steps = [...path.matchAll(step)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
  return (data) => {
    let value: unknown = data;
    for (const name of steps) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return null;
      value = (value as Record<string, unknown>)[name];
    }
    // Well-formed again: Postgres refuses half a surrogate pair, and the router would never get past it.
    return value === null ? null : JSON.stringify(value).slice(0, 512).toWellFormed();
  };
}
