// What a person does in the console, in the words of its pages.
import { expect, type Locator, type Page } from "@playwright/test";

/** By the navigation: beside the page, or in its sheet on a phone. */
export async function goTo(page: Page, place: string): Promise<void> {
  const menu = page.getByRole("button", { name: "Open navigation" });
  const navigation = page.getByRole("navigation", { name: "Main" }).filter({ visible: true });
  const link = navigation.getByRole("link", { name: place });
  await expect(menu.or(link).first()).toBeVisible();
  await expect(async () => {
    if (!(await link.isVisible())) await menu.click({ timeout: 1_000 });
    await expect(link).toBeVisible({ timeout: 1_000 });
  }, "a press before the page listens opens nothing").toPass();
  await link.click();
  await expect(page.getByRole("heading", { level: 1, name: place })).toBeVisible();
}

/** A tab of the script that is open. */
export async function openTab(page: Page, tab: string): Promise<void> {
  const link = page.getByRole("navigation", { name: "Script" }).getByRole("link", { name: tab });
  await link.click();
  await expect(link).toHaveAttribute("aria-current", "page");
}

function editorOf(scope: Page | Locator): Locator {
  return scope.getByRole("textbox", { name: /^(Source of|Payload as JSON)/ });
}

/** As if pasted over all that is there. */
async function writeInto(editor: Locator, text: string): Promise<void> {
  await editor.click();
  await editor.press("ControlOrMeta+a");
  await editor.page().keyboard.insertText(text);
}

/** Saves what stands in the open editor; the version's number is the next one. */
export async function saveVersion(
  page: Page,
  { source, note, version }: { source: string; note: string; version: number },
): Promise<void> {
  const editor = editorOf(page);
  await expect(editor).toBeEditable();
  await writeInto(editor, source);
  await page.getByLabel("What changed").fill(note);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(deployButton(page, version)).toBeVisible();
}

/** The dialog with the diff, after it has been looked at by `look`. */
export async function deploy(
  page: Page,
  version: number,
  look: (dialog: Locator) => Promise<void> = async () => {},
): Promise<void> {
  await deployButton(page, version).click();
  const dialog = page.getByRole("dialog", { name: /^Deploy/ });
  await look(dialog);
  await dialog.getByRole("button", { name: `Deploy v${version}` }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(`v${version} deployed`)).toBeVisible();
}

function deployButton(page: Page, version: number): Locator {
  return page.getByRole("main").getByRole("button", { name: `Deploy v${version}` });
}

/** Through the dialog of the events page. */
export async function sendEvent(
  page: Page,
  { type, data }: { type: string; data: object },
): Promise<void> {
  await goTo(page, "Events");
  await page.getByRole("button", { name: "Send an event" }).click();
  const dialog = page.getByRole("dialog", { name: "Send an event" });
  await dialog.getByLabel("Event type").fill(type);
  await writeInto(editorOf(dialog), JSON.stringify(data, null, 2));
  await dialog.getByRole("button", { name: "Send", exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** The first row of a list that says so, and the page that it leads to. */
export async function openFirst(
  page: Page,
  { list, text }: { list: string; text: string },
): Promise<void> {
  const before = page.url();
  const rows = page.getByRole("table", { name: list, exact: true }).getByRole("row");
  await rows.filter({ hasText: text }).first().getByRole("link").first().click();
  await expect(page).not.toHaveURL(before);
}
