// Where the keyboard stands after a swap took away what it stood on: the same thing by its id, else the neighbour of
// its row, else what the island names (`data-focus-fallback`).

export type Standing = { held: Element; island: Element; rows: readonly Element[] };

const focusable = "button:not([disabled]), a[href], input:not([disabled]), summary, [tabindex='0']";

/** Before a swap. Undefined when the focus is in no island. */
export function noteStanding(): Standing | undefined {
  const held = document.activeElement;
  const island = held?.closest("[data-htmx-island]");
  if (!held || !island) return undefined;
  const row = held.closest("[data-row]");
  const siblings = [...(row?.parentElement?.children ?? [])].filter((one) =>
    one.matches("[data-row]"),
  );
  const at = row ? siblings.indexOf(row) : -1;
  // The one after, the one before, then whatever remains.
  const rows = [siblings[at], siblings[at + 1], siblings[at - 1], ...siblings].flatMap((one) =>
    one ? [one] : [],
  );
  return { held, island, rows };
}

/** After it. */
export function keepStanding(standing: Standing | undefined): void {
  if (!standing || isHeld()) return;
  const { held, island, rows } = standing;
  const same = held.id === "" ? null : document.getElementById(held.id);
  const near = rows.find((row) => row.isConnected)?.querySelector(focusable);
  focusFirst([held.isConnected ? held : null, same, near, fallbackOf(island)]);
}

/** To `element`, or when it is gone to what stands for it now. */
export function returnFocus(element: Element | null, island: Element | null): void {
  const same = element && element.id !== "" ? document.getElementById(element.id) : null;
  const connected = element?.isConnected ? element : null;
  focusFirst([connected, same, island ? fallbackOf(island) : null]);
}

/** The island itself when nothing in it takes the focus: the next Tab goes on from there. */
function fallbackOf(island: Element): Element {
  const inside = island.querySelector("[data-focus-fallback]") ?? island.querySelector(focusable);
  if (!inside) island.setAttribute("tabindex", "-1");
  return inside ?? island;
}

/** True when something that is still there has the focus. */
function isHeld(): boolean {
  const active = document.activeElement;
  return active !== null && active !== document.body;
}

function focusFirst(candidates: readonly (Element | null | undefined)[]): void {
  for (const candidate of candidates) {
    if (!(candidate instanceof HTMLElement) || !candidate.isConnected) continue;
    candidate.focus({ preventScroll: true });
    if (document.activeElement === candidate) return;
  }
}
