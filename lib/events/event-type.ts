// The name of an event type and the patterns a subscription may use (product.md §2, decision 13).

const typePattern = /^[A-Za-z][A-Za-z0-9_]*(?:[.-][A-Za-z0-9_]+)*$/;
const maxLength = 128;
const reservedPrefix = "scriptbus.";

/** What is wrong with an event type, for a person; null when it is fine. */
export function eventTypeProblem(type: string): string | null {
  if (type.length === 0 || type.length > maxLength) {
    return `An event type has 1 to ${maxLength} characters`;
  }
  if (!typePattern.test(type)) {
    return "An event type starts with a letter and has letters, digits and _ in parts joined by . or -, such as finance.payment.created";
  }
  return null;
}

/** Types that only the product itself may emit. */
export function isReservedEventType(type: string): boolean {
  return type.startsWith(reservedPrefix);
}

/** What is wrong with a subscription's pattern: an exact type, `prefix.*`, or `*`. */
export function eventPatternProblem(pattern: string): string | null {
  if (pattern === "*") return null;
  return eventTypeProblem(pattern.endsWith(".*") ? pattern.slice(0, -2) : pattern);
}

/** `finance.*` matches everything that begins with `finance.` at any depth; case counts. */
export function patternMatches(pattern: string, type: string): boolean {
  if (pattern === "*" || pattern === type) return true;
  return pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1));
}
