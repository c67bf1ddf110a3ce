// The one dialog that fragments are swapped into (`hx-target="#modal"`). It opens when something came, and closes on
// Esc, on whatever has `data-close`, when its form succeeded, and when what opened it goes.
import { dialogClass } from "#components/ui/dialog-parts.tsx";
import { returnFocus } from "./focus-keeper.ts";

let slot: HTMLDialogElement | undefined;
/** What had the focus when it opened, and the island of that. */
let opener: Element | null = null;
let owner: Element | null = null;

/** Makes it when it is not there. It stands outside of what React draws. */
export function openModalSlot(): HTMLDialogElement {
  if (slot?.isConnected) return slot;
  slot = document.createElement("dialog");
  slot.id = "modal";
  slot.className = dialogClass();
  slot.setAttribute("aria-labelledby", "modal-title");
  slot.addEventListener("close", afterClose);
  slot.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-close]")) slot?.close();
  });
  document.body.append(slot);
  return slot;
}

/** After every swap: content shows the dialog, emptiness hides it. `source` asked for the content. */
export function showContent(source: Element): void {
  if (!slot) return;
  const isFull = slot.firstElementChild !== null;
  if (isFull && !slot.open) {
    opener = source;
    owner = source.closest("[data-htmx-island]");
    slot.showModal();
  } else if (!isFull && slot.open) {
    slot.close();
  }
}

/** After a refusal. */
export function focusFirstFault(): void {
  const fault = slot?.querySelector("[aria-invalid='true']");
  if (!(fault instanceof HTMLElement)) return;
  const folded = fault.closest("details");
  if (folded) folded.open = true;
  fault.focus();
}

export function isInModal(element: Element): boolean {
  return slot?.contains(element) ?? false;
}

/** The island that an element belongs to, also when it stands in the dialog. */
export function islandOf(element: Element): Element | null {
  return isInModal(element) ? owner : element.closest("[data-htmx-island]");
}

export function isModal(target: unknown): boolean {
  return target === "#modal" || (target !== undefined && target === slot);
}

/** At once empty, so that nothing takes it for content that came. */
export function closeModal(): void {
  slot?.replaceChildren();
  slot?.close();
}

/** The island, or what opened it without one, is going: its dialog goes with it. */
export function closeModalOf(place: Element | null): void {
  if (place && (owner === place || opener === place)) closeModal();
}

function afterClose(): void {
  slot?.replaceChildren();
  returnFocus(opener, owner);
  opener = null;
  owner = null;
}
