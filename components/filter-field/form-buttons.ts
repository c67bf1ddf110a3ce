// The two buttons that switch the form of a filter, in the browser. A form that cannot be had stays pressable and says
// why: who cannot see a button that is greyed out should hear the reason, too.
import type { FieldText } from "./field-text.ts";
import { type FilterForm, filterForm } from "./filter-form.ts";
import type { Switching } from "./form-switching.ts";

type Parts = { root: HTMLElement; text: FieldText; switching: Switching; signal: AbortSignal };

/** Answers with what shows them as they are now: call it when the text or its verdict changed. */
export function openFormButtons({ root, text, switching, signal }: Parts): () => void {
  const buttons = [...root.querySelectorAll<HTMLElement>("[data-filter-form]")];
  const reason = root.querySelector<HTMLElement>("[data-filter-form-reason]");
  /** Of a blank text, which is in neither. */
  let chosen = filterForm(text.read());
  /** Asked for before the verdict about this text was there. */
  let wanted: { form: FilterForm; text: string } | undefined;

  const show = () => {
    const source = text.read();
    if (source.trim() !== "") chosen = filterForm(source);
    text.showForm(chosen);
    for (const button of buttons) showButton(button, { chosen, source, switching });
    if (wanted?.text === source) change(wanted.form);
    else wanted = undefined;
  };
  const change = (form: FilterForm) => {
    const source = text.read();
    const obstacle = switching.obstacle(source, form);
    say(reason, obstacle);
    const isBlank = source.trim() === "";
    const converted = isBlank ? undefined : switching.convert(source, form);
    const isAwaited = !isBlank && obstacle === null && converted === undefined;
    wanted = isAwaited ? { form, text: source } : undefined;
    if (isBlank) chosen = form;
    if (converted !== undefined) text.replace(converted);
    else if (isBlank) show();
  };
  for (const button of buttons) {
    const press = () => {
      const form = formOf(button);
      if (form !== chosen) change(form);
    };
    button.addEventListener("click", press, { signal });
  }
  root.addEventListener("input", () => say(reason, null), { signal });
  return show;
}

type Shown = { chosen: FilterForm; source: string; switching: Switching };

function showButton(button: HTMLElement, { chosen, source, switching }: Shown): void {
  const form = formOf(button);
  const obstacle = switching.obstacle(source, form);
  button.setAttribute("aria-pressed", String(form === chosen));
  button.setAttribute("aria-disabled", String(obstacle !== null));
  button.title = obstacle?.replaceAll("`", "") ?? "";
}

function formOf(button: HTMLElement): FilterForm {
  return button.dataset["filterForm"] === "json" ? "json" : "expression";
}

function say(reason: HTMLElement | null, words: string | null): void {
  if (!reason) return;
  reason.textContent = words?.replaceAll("`", "") ?? "";
  reason.hidden = words === null;
}
