// The docs page of delivery states, printed from the table that rules them.
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";

export function deliveryStatesPage(): string {
  const rows = Object.entries(deliveryStates);
  const arrows = rows.flatMap(([from, { moves }]) =>
    Object.entries(moves).map(([to, by]) => `    ${from} --> ${to}: ${by}`),
  );
  const ends = rows.filter(([, { terminal }]) => terminal).map(([state]) => `    ${state} --> [*]`);
  const table = rows.map(
    ([state, { meaning, terminal }]) => `| \`${state}\` | ${meaning} | ${terminal ? "yes" : ""} |`,
  );
  return [
    "# Delivery states",
    "",
    "Printed from `lib/deliveries/delivery-state.ts`; a test keeps it true.",
    "",
    "| state | meaning | terminal |",
    "|---|---|---|",
    ...table,
    "",
    "```mermaid",
    "stateDiagram-v2",
    "    [*] --> ready: router, first priority",
    "    [*] --> waiting: router, later priorities",
    ...arrows,
    ...ends,
    "```",
    "",
  ].join("\n");
}
