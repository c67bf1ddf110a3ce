// Whatever somebody calls a thing, sends, logs or throws is text on every page: it runs nothing, loads nothing, breaks
// no layout, and can be read.
import type { Page } from "@playwright/test";
import { filterField } from "./filter-field.ts";
import { expectHarmless, type Watched, watch } from "./harmless.ts";
import { addHostileThings, type Things } from "./hostile-things.ts";
import { hostileText, hostileWords } from "./hostile-words.ts";
import { sizes } from "./sizes.ts";
import { expect, test as story } from "./story.ts";
import { actAndSettle, visit } from "./visit.ts";

const test = story.extend<{ watched: Watched }, { things: Things }>({
  things: [
    async ({ instance }, use) => await use(await addHostileThings(instance)),
    { scope: "worker" },
  ],
  watched: async ({ page, things }, use) => {
    const watched = await watch(page);
    await page.context().addCookies(things.cookies);
    await use(watched);
  },
});

test.use({ trace: "off" }); // of no use for so many pages, and slow

type Place = {
  name: string;
  path: (things: Things) => string;
  /** What can be read on it. */
  shows?: string;
  open?: (page: Page) => Promise<void>;
  refused?: number;
};

const { image, script: scriptWord } = hostileWords;
const inScript =
  (rest: string) =>
  ({ scriptId }: Things) =>
    `/scripts/${scriptId}${rest}`;
const asked = encodeURIComponent(hostileText(100));
const click = (name: RegExp | string) => (page: Page) =>
  page.getByRole("main").getByRole("button", { name }).first().click();

const places: Place[] = [
  { name: "overview", path: () => "/", shows: image },
  { name: "scripts", path: () => "/scripts", shows: image },
  { name: "scripts, searched", path: () => `/scripts?q=${asked}`, shows: image },
  { name: "code", path: inScript(""), shows: image },
  { name: "code, older", path: inScript("?version=1"), shows: image },
  { name: "deploy dialog", path: inScript(""), open: click(/^Deploy v2/), shows: scriptWord },
  { name: "subscriptions", path: inScript("/subscriptions"), shows: image },
  { name: "subscription dialog", path: inScript("/subscriptions"), open: click(/^Edit/) },
  {
    name: "remove question",
    path: inScript("/subscriptions"),
    open: click(/^Remove/),
    shows: image,
  },
  {
    name: "refused subscription",
    path: inScript("/subscriptions"),
    open: addRefused,
    refused: 422,
  },
  {
    name: "switched subscription",
    path: inScript("/subscriptions"),
    open: switchTwice,
    shows: image,
  },
  { name: "a script's executions", path: inScript("/executions"), shows: image },
  { name: "versions", path: inScript("/versions"), shows: image },
  { name: "versions compared", path: inScript("/versions?from=1&to=2"), shows: scriptWord },
  { name: "settings", path: inScript("/settings"), shows: image },
  { name: "delete dialog", path: inScript("/settings"), open: click(/^Delete/), shows: image },
  { name: "events", path: () => "/events", shows: image },
  { name: "events, asked for", path: () => `/events?q=${asked}` },
  { name: "event", path: ({ eventId }) => `/events/${eventId}`, shows: image },
  { name: "deliveries", path: () => "/deliveries?state=dead", shows: image },
  { name: "delivery", path: ({ deliveryId }) => `/deliveries/${deliveryId}`, shows: image },
  { name: "executions", path: () => "/executions", shows: image },
  { name: "executions, asked for", path: () => `/executions?status=${asked}` },
  {
    name: "succeeded execution",
    path: ({ succeededId }) => `/executions/${succeededId}`,
    shows: image,
  },
  {
    name: "failed execution",
    path: ({ failedId }) => `/executions/${failedId}`,
    shows: scriptWord,
  },
  { name: "dead letters", path: () => "/dead-letters", shows: scriptWord },
  {
    name: "a group",
    path: ({ fingerprint }) => `/dead-letters?fingerprint=${fingerprint}`,
    shows: scriptWord,
  },
  { name: "dead letter", path: ({ letterId }) => `/dead-letters/${letterId}`, shows: scriptWord },
  {
    name: "replay dialog",
    path: ({ letterId }) => `/dead-letters/${letterId}`,
    open: refuseReplay,
    refused: 422,
  },
  {
    name: "discard dialog",
    path: ({ letterId }) => `/dead-letters/${letterId}`,
    open: click(/^Discard/),
  },
  { name: "outbox", path: () => "/outbox", shows: image },
  { name: "a message that failed", path: () => "/outbox?state=failed", shows: scriptWord },
  { name: "outbox, asked for", path: () => `/outbox?q=${encodeURIComponent(hostileText(60))}` },
  { name: "palette", path: () => "/scripts", open: searchHostile },
];

for (const { name: width, ...viewport } of sizes) {
  for (const { name, path, shows, open, refused } of places) {
    test(`${name}, ${width}`, async ({ watched, things }) => {
      const { page, incidents } = watched;
      await page.setViewportSize(viewport);
      await visit(page, path(things));
      if (open) await actAndSettle(page, () => open(page));
      if (refused) incidents.forgive(refused);
      if (shows)
        await expect(page.getByText(shows).filter({ visible: true }).first()).toBeVisible();
      await expectHarmless(watched);
    });
  }
}

async function addRefused(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add Event Subscription" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Event type").fill(hostileWords.image);
  await (await filterField(dialog)).fill(hostileText(900));
  await dialog.getByRole("button", { name: "Add subscription" }).click();
  await expect(dialog.getByLabel("Event type")).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.getByLabel("Event type")).toHaveValue(hostileWords.image);
}

async function switchTwice(page: Page): Promise<void> {
  for (const checked of [false, true]) {
    await page.getByRole("main").getByRole("switch").click();
    await expect(page.getByRole("main").getByRole("switch")).toBeChecked({ checked });
  }
}

async function refuseReplay(page: Page): Promise<void> {
  await click(/^Replay/)(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill(hostileText(500));
  await dialog.getByLabel("Edit the payload first").check();
  await dialog.getByLabel("Payload", { exact: true }).fill(`{${hostileText(900)}`);
  await dialog.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(dialog.getByLabel("Payload", { exact: true })).toHaveAttribute(
    "aria-invalid",
    "true",
  );
}

async function searchHostile(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(hostileText(300));
}

test("a page before the sign-in", async ({ page, instance }) => {
  const watched = await watch(page);
  const back = encodeURIComponent(hostileWords.link);
  for (const path of [`/sign-in?error=${asked}&callbackUrl=${back}`, `/${asked}`]) {
    await visit(page, `${instance.url}${path}`);
    watched.incidents.forgive(404);
    await expectHarmless(watched);
  }
});

for (const name of ["image", "script", "closing", "link", "htmx", "styles"] as const) {
  test(`taken for markup, "${name}" would be noticed`, async ({ watched }) => {
    const { page } = watched;
    await visit(page, "/scripts");
    const markup = name === "link" ? `<a href="${hostileWords.link}">x</a>` : hostileWords[name];
    await page.getByRole("main").evaluate((main, html) => {
      main.insertAdjacentHTML("beforeend", html);
    }, markup);
    await expect(expectHarmless(watched)).rejects.toThrow();
  });
}
