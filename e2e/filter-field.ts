// The field for a filter: a text area that its editor takes the place of as soon as it is loaded.
import { expect, type Locator } from "@playwright/test";

/** The editor of the dialog's filter, once it is there. */
export async function filterField(dialog: Locator): Promise<Locator> {
  await expect(dialog.locator(".cm-editor")).toBeVisible();
  return dialog.getByRole("textbox", { name: "Filter" });
}
