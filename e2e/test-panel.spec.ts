// Testing a script in its editor: with a past event and with a written payload, dry and for real, to the end or to an error.
import type { Locator, Page } from "@playwright/test";
import { type Api, apiOf, type Json, listAll, readDemo } from "./api.ts";
import { addPerson } from "./people.ts";
import { type SignIn, signIn } from "./sign-in.ts";
import { sizes } from "./sizes.ts";
import { expect, test } from "./story.ts";

const saved = "return null;\n";
const edited = `const { n } = sdk.events.current();
sdk.log.info("counted", { n });
if (n > 9) {
  throw new RangeError("no room for " + n);
}
const { id } = await sdk.events.emit(TYPE, { n: n + 1 });
return { n, id };
`;

type Counter = { api: Api; script: Json; type: string; emitted: string; events: Json[] };

/** A script with two events that it never ran for. */
async function createCounter(api: Api): Promise<Counter> {
  const word = Math.random().toString(36).slice(2, 8);
  const type = `tested.counter.${word}`;
  const script = await api.post("/scripts", {
    name: `tested-${word}`,
    kind: "event_handler",
    language: "javascript",
    source: saved,
  });
  await api.post("/subscriptions", { scriptId: script.id, eventType: type, active: false });
  const send = (n: number) =>
    api.post("/events", { type, subject: `counters/${n}`, source: "story", data: { n } }, 202);
  const events = [await send(4), await send(44)];
  return { api, script, type, emitted: `tested.moved.${word}`, events };
}

const panelOf = (page: Page) => page.getByRole("complementary", { name: "Test" });
const outcomeOf = (page: Page) => panelOf(page).getByRole("region", { name: "Last run" });

async function write(editor: Locator, text: string): Promise<void> {
  await expect(editor).toBeEditable();
  await editor.click();
  await editor.press("ControlOrMeta+a");
  await editor.page().keyboard.insertText(text);
}

async function run(page: Page): Promise<void> {
  const button = panelOf(page).getByRole("button", { name: "Run" });
  await button.click();
  await expect(button).not.toHaveAttribute("aria-busy", "true");
}

async function openEditor(page: Page, person: SignIn, { script }: Counter): Promise<void> {
  await signIn(page, person);
  await page.goto(`/scripts/${script.id}`);
}

for (const { name, ...viewport } of sizes) {
  test(`edit, run dry for a past event, mend, run for real: ${name}`, async ({
    browser,
    instance,
  }) => {
    test.setTimeout(120_000);
    const demo = readDemo(instance);
    const counter = await createCounter(apiOf(instance, demo.apiKey));
    const options = { baseURL: instance.url, viewport, reducedMotion: "reduce" } as const;
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await openEditor(page, demo, counter);
    const source = page.getByRole("textbox", { name: /^Source of/ });
    await write(source, edited.replace("TYPE", JSON.stringify(counter.emitted)));
    await test.step("dry", () => runDry(page, counter));
    await test.step("an error, marked at its line", () => runInto(page));
    await test.step("for real, with a payload", () => runForReal(page, counter));
    await test.step("a source that is none", () => runNonsense(page, source));
    await context.close();
  });
}

async function runDry(page: Page, { api, script, emitted }: Counter): Promise<void> {
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await panelOf(page)
    .getByRole("radio", { name: /counters\/4\b/ })
    .check();
  await run(page);
  const outcome = outcomeOf(page);
  await expect(outcome.getByText("Succeeded")).toBeVisible();
  await expect(outcome.getByText("Dry run", { exact: true })).toBeVisible();
  await expect(outcome.getByText("unsaved source")).toBeVisible();
  await expect(outcome.getByText("counted")).toBeVisible();
  await expect(outcome.getByText("events.emit")).toBeVisible();
  await expect(outcome.getByText(emitted)).toBeVisible();
  expect((await listAll(api, `/events?type=${emitted}`)).length, "nothing was emitted").toBe(0);
  const { versions } = await countOf(api, script);
  expect(versions, "nothing was saved").toBe(1);
}

async function countOf(api: Api, { id }: Json) {
  return { versions: (await listAll(api, `/scripts/${id}/versions`)).length };
}

async function runInto(page: Page): Promise<void> {
  await panelOf(page)
    .getByRole("radio", { name: /counters\/44\b/ })
    .check();
  await run(page);
  const outcome = outcomeOf(page);
  await expect(outcome.getByText("Failed")).toBeVisible();
  await expect(outcome.getByText("RangeError: no room for 44", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /1 problem line 4: RangeError/ })).toBeVisible();
  await outcome.getByRole("button", { name: /^Line 4,/ }).click();
  await expect(page.getByRole("textbox", { name: /^Source of/ })).toBeFocused();
}

async function runForReal(page: Page, { api, emitted }: Counter): Promise<void> {
  const panel = panelOf(page);
  await panel.getByRole("button", { name: "Payload", exact: true }).click();
  await panel.getByRole("button", { name: "Fill in an example" }).click();
  const payload = panel.getByRole("textbox", { name: "Payload as JSON" });
  await expect(payload).toContainText('"n": 44');
  await write(payload, '{ "n": 7 ');
  await run(page);
  await expect(panel.getByText("Not run")).toBeVisible();
  await expect(panel.getByText(/a } is missing/).first()).toBeVisible();
  await write(payload, '{ "n": 7 }');
  await panel.getByRole("switch", { name: "Perform for real" }).click();
  await expect(panel.getByText(/^It really sends/)).toBeVisible();
  await payload.press("ControlOrMeta+Enter");
  const outcome = outcomeOf(page);
  await expect(outcome.getByText("Succeeded")).toBeVisible();
  await expect(outcome.getByText("Dry run", { exact: true })).toBeHidden();
  await expect.poll(() => listAll(api, `/events?type=${emitted}`)).toHaveLength(1);
}

async function runNonsense(page: Page, source: Locator): Promise<void> {
  await write(source, "const n = ;\n");
  await source.press("ControlOrMeta+Enter");
  const panel = panelOf(page);
  await expect(panel.getByText("The source cannot run")).toBeVisible();
  await expect(page.getByRole("button", { name: /^1 problem line 1/ })).toBeVisible();
  // The run before stays, and leads to what is kept of it.
  await panel
    .getByRole("region", { name: "Run before" })
    .getByRole("link", { name: "Open execution" })
    .click();
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toContainText("unsaved source");
  await expect(page.getByRole("main").getByText("Test", { exact: true })).toBeVisible();
  await expect(page.getByText("events.emit")).toBeVisible();
}

test("a viewer finds no test, by button, address or key", async ({ browser, instance }) => {
  const demo = readDemo(instance);
  const counter = await createCounter(apiOf(instance, demo.apiKey));
  const viewer = await addPerson(instance, { tenant: demo.tenant, role: "viewer" });
  const context = await browser.newContext({ baseURL: instance.url });
  const page = await context.newPage();
  await openEditor(page, viewer, counter);
  await page.goto(`/scripts/${counter.script.id}?test=${counter.events[0].id}`);
  const source = page.getByRole("textbox", { name: /^Source of/ });
  await source.press("ControlOrMeta+Enter");
  await expect(page.getByRole("button", { name: "Test", exact: true })).toHaveCount(0);
  await expect(panelOf(page)).toHaveCount(0);
  await context.close();
});

test("a save is answered while a test runs", async ({ page, instance }) => {
  const demo = readDemo(instance);
  const counter = await createCounter(apiOf(instance, demo.apiKey));
  await openEditor(page, demo, counter);
  await write(page.getByRole("textbox", { name: /^Source of/ }), "await sdk.sleep(8_000);\n");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await panelOf(page)
    .getByRole("radio", { name: /counters\/4\b/ })
    .check();
  const runButton = panelOf(page).getByRole("button", { name: "Run" });
  await runButton.click();
  await expect(runButton).toHaveAttribute("aria-busy", "true");
  const save = page.getByRole("button", { name: "Save", exact: true });
  await save.click();
  await expect.poll(() => countOf(counter.api, counter.script)).toEqual({ versions: 2 });
  await expect(save).not.toHaveAttribute("aria-busy", "true");
  await expect(runButton, "the test still runs").toHaveAttribute("aria-busy", "true");
  await expect(outcomeOf(page).getByText("Succeeded")).toBeVisible();
});

test("the editor completes the sdk", async ({ page, instance }) => {
  const demo = readDemo(instance);
  await openEditor(page, demo, await createCounter(apiOf(instance, demo.apiKey)));
  const source = page.getByRole("textbox", { name: /^Source of/ });
  await write(source, "");
  await source.pressSequentially("sdk.ev");
  // By the pointer: for a moment after it came, the list leaves keys to the text.
  await page.getByRole("option", { name: /^events/ }).click();
  await expect(source).toContainText("sdk.events");
});

test("an event leads to the test of the script that it reached", async ({ page, instance }) => {
  const demo = readDemo(instance);
  const { api, script, type } = await createCounter(apiOf(instance, demo.apiKey));
  await api.post("/subscriptions", { scriptId: script.id, eventType: type });
  const event = { type, subject: "counters/5", source: "story", data: { n: 5 } };
  const { id } = await api.post("/events", event, 202);
  await signIn(page, demo);
  await page.goto(`/events/${id}`);
  await page.getByRole("link", { name: "Test with this event" }).click();
  await expect(panelOf(page).getByRole("radio", { name: /counters\/5\b/ })).toBeChecked();
  expect(new URL(page.url()).searchParams.get("test")).toBe(id);
});
