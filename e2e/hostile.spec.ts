// Whatever somebody calls a thing, sends, logs or throws is text on every page: it runs nothing, loads nothing, breaks
// no layout, and can be read.
import type { Page } from "@playwright/test";
import { type Api, apiOf, type Json } from "./api.ts";
import { cookiesOf } from "./cast.ts";
import { findClippedText } from "./checks/clipped-text.ts";
import { describeFindings } from "./checks/finding.ts";
import { type Incidents, watchIncidents } from "./checks/incidents.ts";
import { findPageOverflow } from "./checks/page-overflow.ts";
import { withDatabase } from "./database.ts";
import { hostilePayload, hostileText, hostileWords, trap } from "./hostile-words.ts";
import { addEmptyTenant } from "./people.ts";
import { sizes } from "./sizes.ts";
import { expect, test as story } from "./story.ts";
import { actAndSettle, visit } from "./visit.ts";

type Things = {
  cookies: Awaited<ReturnType<typeof cookiesOf>>;
  api: Api;
  scriptId: string;
  eventId: string;
  succeededId: string;
  failedId: string;
  deliveryId: string;
  letterId: string;
  fingerprint: string;
};

const test = story.extend<{ watched: Watched }, { things: Things }>({
  things: [
    async ({ instance }, use) => {
      const { tenant, apiKey, admin } = await addEmptyTenant(instance);
      await withDatabase(instance, async (sql) => {
        await sql`update tenants set name = ${hostileText(300)} where slug = ${tenant}`;
        await sql`update users set name = ${hostileText(300)} where email = ${admin.email}`;
      });
      const cookies = await cookiesOf(instance, admin);
      await use({ cookies, ...(await makeThings(apiOf(instance, apiKey))) });
    },
    { scope: "worker" },
  ],
  watched: async ({ page, things }, use) => {
    const watched = await watch(page);
    await page.context().addCookies(things.cookies);
    await use(watched);
  },
});

const type = "hostile.thing.happened";
const source = `const hostile = ${JSON.stringify(hostileText(2_000))};
for (const [name, text] of Object.entries(sdk.events.current().texts)) sdk.log.warn(text, { [text]: text, name });
for (let n = 0; n < 900; n += 1) sdk.log.info(hostile.slice(n % 500), { n });
if (sdk.events.current().fails) {
  const error = new Error(hostile);
  error.name = ${JSON.stringify(hostileWords.script)};
  throw error;
}
return { [hostile]: hostile };
`;

async function makeThings(api: Api): Promise<Omit<Things, "cookies">> {
  const script = await api.post("/scripts", {
    name: hostileText(128),
    kind: "event_handler",
    language: "javascript",
    source,
  });
  const note = hostileText(500);
  const second = { source: `${source}// ${hostileWords.script}\n`, note };
  await api.post(`/scripts/${script.id}/versions`, second);
  const literals = [hostileWords.image, hostileWords.htmx].map((text) => JSON.stringify(text));
  const filter = `![${literals.join(", ")}].includes($.label)`;
  await api.post("/subscriptions", { scriptId: script.id, eventType: type, filter, retryCount: 0 });
  const send = (fails: boolean) => {
    const data = { ...hostilePayload(), texts: hostileWords, fails };
    const envelope = { type, subject: hostileText(512), source: hostileText(512) };
    return api.post("/events", { ...envelope, data }, 202);
  };
  const good = await send(false);
  const bad = await send(true);
  const succeeded = await firstOf(api, `/executions?eventId=${good.id}&status=succeeded`);
  const failed = await firstOf(api, `/executions?eventId=${bad.id}&status=failed`);
  const letter = await firstOf(api, `/dead-letters?scriptId=${script.id}`);
  return {
    api,
    scriptId: script.id,
    eventId: bad.id,
    succeededId: succeeded.id,
    failedId: failed.id,
    deliveryId: failed.deliveryId,
    letterId: letter.id,
    fingerprint: letter.fingerprint,
  };
}

async function firstOf(api: Api, path: string): Promise<Json> {
  let item: Json;
  await expect
    .poll(async () => {
      [item] = (await api.get(path)).items;
      return item;
    }, path)
    .toBeDefined();
  return item;
}

type Watched = { page: Page; incidents: Incidents; requests: string[]; dialogs: string[] };

async function watch(page: Page): Promise<Watched> {
  const watched: Watched = {
    page,
    incidents: await watchIncidents(page),
    requests: [],
    dialogs: [],
  };
  page.on("request", (request) => watched.requests.push(request.url()));
  page.on("dialog", (dialog) => {
    watched.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return watched;
}

/** Nothing ran, nothing was asked for, nothing is wider than the window, and the page is still there. */
async function expectHarmless({ page, incidents, requests, dialogs }: Watched): Promise<void> {
  const { origin: own } = new URL(page.url());
  const isStrange = ({ origin, pathname }: URL) =>
    origin !== own || pathname.startsWith(`/${trap}`);
  expect(requests.filter((url) => isStrange(new URL(url)))).toEqual([]);
  expect(dialogs).toEqual([]);
  expect(await page.evaluate(whatRan)).toEqual([]);
  expect(describeFindings(incidents.all())).toBe("");
  const broken = [...(await findPageOverflow(page)), ...(await findClippedText(page))];
  expect(describeFindings(broken)).toBe("");
  await expect(page.getByRole("main")).toBeVisible();
}

/** What would be there, or have happened, if a string of theirs had been taken for anything but text. */
function whatRan(): string[] {
  const theirs = {
    "a handler": "[onerror*='hostileRan'], [onload*='hostileRan']",
    "an element": "#hostile-trap, [src*='hostile-trap'], [hx-get*='hostile-trap']",
    "a link to a script": "a[href^='javascript:' i]",
    "an attribute": "[data-copy='stolen']",
  };
  const found = Object.entries(theirs).filter(([, selector]) => document.querySelector(selector));
  const happened: [string, boolean][] = [
    ["a script", "hostileRan" in window],
    ["the prototype of all objects", "polluted" in {}],
  ];
  return [...found, ...happened.filter(([, has]) => has)].map(([what]) => what);
}

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
  await dialog.getByLabel("Filter").fill(hostileText(900));
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
  await dialog.getByRole("button", { name: "Replay 1" }).click();
  await expect(dialog.getByLabel("Payload", { exact: true })).toHaveAttribute(
    "aria-invalid",
    "true",
  );
}

async function searchHostile(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(hostileText(300));
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
