// The methods a script may use. Safe ones change nothing, so a dry run performs them, and they need no Idempotency-Key.

export const egressMethods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"] as const;
export type EgressMethod = (typeof egressMethods)[number];

const safeMethods: readonly EgressMethod[] = ["GET", "HEAD", "OPTIONS"];

export function isSafeMethod(method: EgressMethod): boolean {
  return safeMethods.includes(method);
}
