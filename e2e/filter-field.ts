// The field for a filter: a text area that its editor takes the place of as soon as it is loaded.
import { expect, type Locator } from "@playwright/test";

/** The editor of the dialog's filter, once it is there. */
export async function filterField(dialog: Locator): Promise<Locator> {
  await expect(dialog.locator(".cm-editor")).toBeVisible();
  return dialog.getByRole("textbox", { name: "Filter" });
}

export const optionOf = (dialog: Locator, name: string): Locator =>
  dialog.getByRole("option", { name });

/** While the list is looked for again its options are still drawn, and Enter is no choice among them. */
export async function accept(dialog: Locator, name: string): Promise<void> {
  const list = dialog.locator(".cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled)");
  await optionOf(list, name).waitFor();
  await dialog.page().keyboard.press("Enter");
}
