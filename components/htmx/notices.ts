// What is said beside the content: toasts (drawn by the frame), and words for those who listen to the page.
import type { Toast } from "./refusal.ts";

export function showToast(toast: Toast): void {
  window.dispatchEvent(new CustomEvent("scriptbus:toast", { detail: toast }));
}

/** Something was changed: who shows it by other means may look again. */
export function tellChanged(): void {
  window.dispatchEvent(new CustomEvent("scriptbus:changed"));
}

let region: HTMLElement | undefined;

/** Before the first message, so that there is something to listen to. */
export function openAnnouncer(): void {
  if (region?.isConnected) return;
  region = document.createElement("div");
  region.setAttribute("role", "status");
  region.className = "sr-only";
  document.body.append(region);
}

/** Politely: after what is being read now. */
export function announce(message: string): void {
  openAnnouncer();
  if (!region) return;
  // The same words twice are news only to a region that was empty in between.
  region.textContent = "";
  window.setTimeout(() => {
    if (region) region.textContent = message;
  }, 50);
}
