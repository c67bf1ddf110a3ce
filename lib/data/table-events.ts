// What the rows of a tenant's table are as events, and which of its columns nobody would publish without thinking.
import { eventTypeProblem, isReservedEventType } from "#lib/events/event-type.ts";

/** `{table}.created` and so on; none for a table whose name no event type can begin with. */
export function tableEventTypes(table: string): string[] {
  const types = ["created", "updated", "deleted"].map((verb) => `${table}.${verb}`);
  return types.every(isAllowed) ? types : [];
}

function isAllowed(type: string): boolean {
  return eventTypeProblem(type) === null && !isReservedEventType(type.toLowerCase());
}

/** By its name alone: password, token, API key and their like. */
export function looksSecret(column: string): boolean {
  return /passw|pwd|secret|token|credential|private|api_?key|hash|salt|otp|pin(_|$)|cvv|cvc|iban|ssn/i.test(
    column,
  );
}
