// The text of a filter in the browser: a text area until the editor has arrived, then the editor, with the text area
// behind it as what the form sends and htmx listens to. Without an editor everything but the underline works.
import type { FaultRange } from "./fault-range.ts";
import type { FilterEditor } from "./filter-editor.ts";
import { type FilterForm, filterForm, placeholders } from "./filter-form.ts";
import { observedPaths } from "./observed-paths.ts";

export type FieldText = {
  read(): string;
  replace(text: string): void;
  showForm(form: FilterForm): void;
  showFault(fault: FaultRange | null): void;
  focus(): void;
  close(): void;
};

type Opened = { textarea: HTMLTextAreaElement; eventType: () => string };

export function openFieldText({ textarea, eventType }: Opened): FieldText {
  let editor: FilterEditor | undefined;
  let isOpen = true;
  let fault: FaultRange | null = null;
  let form = filterForm(textarea.value);
  const read = () => textarea.value;
  const write = (text: string) => {
    textarea.value = text;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  };
  let isChoosing = false;
  const showFault = () => {
    if (!editor) setInvalid(textarea, fault !== null);
    // Who chooses from the list has not finished writing.
    else if (!isChoosing || fault === null) editor.showFault(fault);
  };
  const onChoosing = (is: boolean) => {
    isChoosing = is;
    // What is said about the text waits, too (filter-verdict.tsx).
    textarea.closest("filter-field")?.toggleAttribute("data-choosing", is);
    showFault();
  };
  openEditor({
    textarea,
    eventType,
    form: () => form,
    isOpen: () => isOpen,
    onChange: write,
    onChoosing,
  }).then(
    (opened) => {
      editor = opened;
      showFault();
    },
    // The text area stays, and does all that matters.
    () => undefined,
  );
  return {
    read,
    replace: (text) => (editor ? editor.replace(text) : write(text)),
    showForm: (next) => {
      if (next === form) return;
      form = next;
      textarea.placeholder = placeholders[form];
      editor?.setForm(form);
    },
    showFault: (next) => {
      fault = next;
      showFault();
    },
    focus: () => (editor ? editor.focus() : textarea.focus()),
    close: () => {
      isOpen = false;
      editor?.destroy();
    },
  };
}

type Opening = Opened & {
  form: () => FilterForm;
  isOpen: () => boolean;
  onChange: (text: string) => void;
  onChoosing: (isChoosing: boolean) => void;
};

/** Takes over the text, the place of the cursor and the names of the text area; nothing moves. */
async function openEditor(opening: Opening): Promise<FilterEditor | undefined> {
  const { textarea, eventType, form, isOpen, onChange, onChoosing } = opening;
  const typing = watchComposition(textarea);
  const { createFilterEditor } = await import("./filter-editor.ts");
  await typing.atRest();
  const parent = textarea.parentElement;
  if (!isOpen() || !parent) return undefined;
  const { id, value, selectionStart, selectionEnd } = textarea;
  const hasFocus = document.activeElement === textarea;
  textarea.removeAttribute("id");
  setInvalid(textarea, false);
  textarea.hidden = true;
  const editor = createFilterEditor({
    parent,
    value,
    form: form(),
    id,
    labelledBy: textarea.labels[0]?.id ?? `${id}-label`,
    describedBy: textarea.getAttribute("aria-describedby") ?? "",
    eventType,
    onChange,
    onChoosing,
    onFocus: () => void observedPaths(eventType()),
  });
  if (hasFocus) editor.focus({ from: selectionStart, to: selectionEnd });
  return editor;
}

function setInvalid(textarea: HTMLTextAreaElement, isInvalid: boolean): void {
  if (isInvalid) textarea.setAttribute("aria-invalid", "true");
  else textarea.removeAttribute("aria-invalid");
}

/** What is being composed from several keys would be lost with the field that it is typed into. */
function watchComposition(textarea: HTMLTextAreaElement) {
  let isComposing = false;
  textarea.addEventListener("compositionstart", () => {
    isComposing = true;
  });
  textarea.addEventListener("compositionend", () => {
    isComposing = false;
  });
  const ended = () =>
    new Promise<void>((resolve) => {
      textarea.addEventListener("compositionend", () => resolve(), { once: true });
    });
  return { atRest: () => (isComposing ? ended() : Promise.resolve()) };
}
