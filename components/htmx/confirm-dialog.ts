// Asks before what cannot be undone. `hx-confirm` is the question; `data-confirm-thing` names what it is about,
// `data-confirm-note` what goes with it, `data-confirm-action` is the word on the button. All of it is set as text.
import { buttonClass } from "#components/ui/button.tsx";
import { dialogClass, dialogFormClass } from "#components/ui/dialog-parts.tsx";

type Question = {
  question: string;
  thing?: string | undefined;
  note?: string | undefined;
  action?: string | undefined;
};

let open: { dialog: HTMLDialogElement; source: Element } | undefined;

/** Resolves to true only for the button that says so; Esc and leaving the page are a no. */
export function confirmFirst(source: Element, question: string): Promise<boolean> {
  const data = source instanceof HTMLElement ? source.dataset : {};
  open?.dialog.close();
  const dialog = draw({
    question,
    thing: data["confirmThing"],
    note: data["confirmNote"],
    action: data["confirmAction"],
  });
  open = { dialog, source };
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

/** The island is going: what was asked in it is a no. */
export function dropQuestionOf(island: Element): void {
  if (open && island.contains(open.source)) open.dialog.close();
}

function draw({ question, thing, note, action }: Question): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = dialogClass("sm");
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", "confirm-title");
  dialog.setAttribute("aria-describedby", "confirm-text");
  const form = make("form", dialogFormClass);
  form.method = "dialog";
  const title = make("h2", "dialog-title", question);
  title.id = "confirm-title";
  const text = make("div", "dialog-body");
  text.id = "confirm-text";
  if (thing) text.append(make("p", "line-clamp-6 font-mono text-sm whitespace-pre-wrap", thing));
  if (note) text.append(make("p", "mt-2 text-sm text-quiet", note));
  const actions = make("div", "dialog-actions");
  actions.append(
    choice("Cancel", "no", "secondary"),
    choice(action ?? "Continue", "yes", "danger"),
  );
  form.append(title, text, actions);
  dialog.append(form);
  return dialog;
}

function choice(word: string, value: string, variant: "secondary" | "danger"): HTMLElement {
  const button = make("button", buttonClass({ variant }));
  button.value = value;
  // The harmless answer is the one that Enter gives.
  button.autofocus = value === "no";
  button.append(make("span", "", word));
  return button;
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  text = "",
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.textContent = text;
  return element;
}
