// <filter-field>: what the markup of filter-field.tsx does in a browser, wherever it was drawn or swapped in. htmx asks
// the server about the text; this underlines the fault, switches the form and asks for the preview.
import { type CheckedFilter, readCheckedFilter } from "./checked-filter.ts";
import { openFieldText } from "./field-text.ts";
import { openFormButtons } from "./form-buttons.ts";
import { createSwitching } from "./form-switching.ts";
import { openPreview } from "./open-preview.ts";

/** Once for a document; elements that are there already come to life. */
export function defineFilterField(): void {
  if (customElements.get("filter-field")) return;
  customElements.define("filter-field", FilterFieldElement);
}

class FilterFieldElement extends HTMLElement {
  #close: (() => void) | undefined;

  connectedCallback(): void {
    this.#close = openField(this);
  }

  disconnectedCallback(): void {
    this.#close?.();
    this.#close = undefined;
  }
}

/** Answers with what ends it. */
function openField(root: HTMLElement): () => void {
  const textarea = root.querySelector("textarea");
  const verdict = root.querySelector("#filter-verdict");
  if (!textarea || !verdict) return () => undefined;
  const life = new AbortController();
  const { signal } = life;
  // What a person types here is newer than what a refused form is drawn with.
  textarea.parentElement?.setAttribute("hx-morph-skip", "");
  const eventType = () => typeField(root)?.value.trim() ?? "";
  const text = openFieldText({ textarea, eventType });
  const checked = () => readCheckedFilter(verdict);
  const switching = createSwitching(checked);
  const showForm = openFormButtons({ root, text, switching, signal });
  const keyNow = () => previewKey(checked(), text.read(), eventType());
  const preview = openPreview(root, { keyNow, signal });

  const hear = () => {
    const found = checked();
    if (found?.source === text.read()) text.showFault(found.fault);
    showForm();
    preview.checked();
  };
  const heard = new MutationObserver(hear);
  heard.observe(verdict, { childList: true });
  textarea.addEventListener("input", showForm, { signal });
  textarea.addEventListener("input", preview.changed, { signal });
  typeField(root)?.addEventListener("input", preview.changed, { signal });
  root.querySelector("label")?.addEventListener("click", () => text.focus(), { signal });
  const typed = whenTyped(typeField(root), preview.checked, signal);
  hear();
  return () => {
    life.abort();
    heard.disconnect();
    window.clearTimeout(typed.waiting);
    text.close();
  };
}

function typeField(root: HTMLElement): HTMLInputElement | null {
  return root.closest("form")?.querySelector("input[name='eventType']") ?? null;
}

const pauseMs = 400;

/** A pause in the typing, not every key. */
function whenTyped(field: HTMLElement | null, then: () => void, signal: AbortSignal) {
  const typed: { waiting: number | undefined } = { waiting: undefined };
  const wait = () => {
    window.clearTimeout(typed.waiting);
    typed.waiting = window.setTimeout(then, pauseMs);
  };
  field?.addEventListener("input", wait, { signal });
  return typed;
}

/** What a preview is about; null where there is nothing to look for. */
function previewKey(
  found: CheckedFilter | undefined,
  source: string,
  eventType: string,
): string | null {
  const isValid = found?.source === source && found.expression !== null;
  return isValid && eventType !== "" ? `${eventType}\n${source}` : null;
}
