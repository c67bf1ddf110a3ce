// Every page of the console in each of its states: what the screenshots are taken of and pages.spec.ts looks at.
import { expect, type Locator, type Page } from "@playwright/test";
import { filterField } from "./filter-field.ts";
import { type Facts, runningId } from "./furnish.ts";
import { copyPayload, runTest, testedWithEvent, testRun } from "./test-views.ts";

export type Viewer = "admin" | "newcomer" | "viewer" | "nobody";

export type View = {
  /** The page, as the screenshots are named. */
  page: string;
  state: string;
  path: (facts: Facts) => string | Promise<string>;
  /** Whose eyes; the admin of the furnished tenant where it is not said. */
  as?: Viewer;
  /** What has to be done until it shows. */
  open?: (page: Page) => Promise<void>;
  /** A status other than 200 of the page itself. */
  status?: number;
  /** A status with which something on the page is refused, on purpose. */
  refused?: number;
  /** Only in narrow or only in wide windows. */
  only?: "narrow" | "wide";
  /** While the database is away. */
  away?: true;
};

const unknownId = "01890000-0000-7000-8000-000000000000";

const click = (name: string | RegExp, role: "button" | "link" = "button") => {
  return (page: Page) => page.getByRole(role, { name }).filter({ visible: true }).first().click();
};

const script = (rest: string) => (facts: Facts) => `/scripts/${facts.scriptId}${rest}`;
const at = (path: string) => () => path;
const notFound = (path: string) => ({ state: "not-found", path: at(path), status: 404 });

/** The states of one page. */
const page = (name: string, ...states: Omit<View, "page">[]): View[] =>
  states.map((state) => ({ page: name, ...state }));

export const views: readonly View[] = [
  ...page(
    "sign-in",
    { state: "full", path: at("/sign-in"), as: "nobody" },
    { state: "error", path: at("/sign-in?error=CredentialsSignin"), as: "nobody" },
    { state: "away", path: at("/sign-in"), as: "nobody", away: true },
  ),
  ...page(
    "overview",
    { state: "full", path: at("/") },
    { state: "empty", path: at("/"), as: "newcomer" },
  ),
  ...page("nowhere", notFound("/no-such-page")),
  ...page(
    "palette",
    { state: "full", path: at("/scripts"), open: openPalette },
    { state: "empty", path: at("/scripts"), open: searchForNothing },
  ),
  ...page("shortcuts", {
    state: "full",
    path: at("/scripts"),
    open: (on) => on.keyboard.press("?"),
  }),
  ...page("account-menu", { state: "full", path: at("/scripts"), open: click("Your account") }),
  ...page("theme-menu", {
    state: "full",
    path: at("/scripts"),
    open: click("Theme"),
    only: "wide",
  }),
  ...page("navigation", {
    state: "full",
    path: at("/scripts"),
    open: click("Open navigation"),
    only: "narrow",
  }),
  ...page(
    "scripts",
    { state: "full", path: at("/scripts") },
    { state: "empty", path: at("/scripts"), as: "newcomer" },
    { state: "no-match", path: at("/scripts?q=nothing-like-this") },
    { state: "invalid", path: at("/scripts?cursor=broken") },
  ),
  ...page("script-new", { state: "full", path: at("/scripts/new") }),
  ...page(
    "script-code",
    { state: "full", path: script("") },
    { state: "viewer", path: script(""), as: "viewer" },
    { state: "test", path: testedWithEvent },
    { state: "tested", path: testedWithEvent, open: runTest },
    { state: "test-payload", path: testedWithEvent, open: copyPayload },
    notFound(`/scripts/${unknownId}`),
    { state: "invalid", path: at("/scripts/nonsense"), status: 404 },
  ),
  ...page("script-deploy-dialog", {
    state: "full",
    path: script(""),
    open: click(/^Deploy v\d/),
  }),
  ...page(
    "script-subscriptions",
    { state: "full", path: script("/subscriptions") },
    { state: "empty", path: ({ plainScriptId }) => `/scripts/${plainScriptId}/subscriptions` },
    { state: "viewer", path: script("/subscriptions"), as: "viewer" },
  ),
  ...page(
    "subscription-dialog",
    { state: "full", path: script("/subscriptions"), open: click("Add event subscription") },
    { state: "error", path: script("/subscriptions"), open: addNonsense, refused: 422 },
    { state: "edit", path: script("/subscriptions"), open: click(/^Edit/) },
    { state: "completions", path: script("/subscriptions"), open: completePath },
    { state: "json", path: script("/subscriptions"), open: writeJson },
    { state: "remove", path: script("/subscriptions"), open: click(/^Remove/) },
  ),
  ...page(
    "script-executions",
    { state: "full", path: script("/executions") },
    { state: "empty", path: ({ plainScriptId }) => `/scripts/${plainScriptId}/executions` },
  ),
  ...page("script-versions", { state: "full", path: script("/versions") }),
  ...page(
    "script-compare",
    { state: "full", path: script("/versions?from=3&to=4") },
    { state: "missing", path: script("/versions?from=3&to=99") },
  ),
  ...page(
    "script-settings",
    { state: "full", path: script("/settings") },
    { state: "viewer", path: script("/settings"), as: "viewer" },
  ),
  ...page("script-delete-dialog", {
    state: "full",
    path: script("/settings"),
    open: click(/^Delete/),
  }),
  ...page(
    "events",
    { state: "full", path: at("/events") },
    { state: "empty", path: at("/events"), as: "newcomer" },
    { state: "no-match", path: at("/events?type=nothing.like.this") },
    { state: "invalid", path: at("/events?cursor=broken") },
  ),
  ...page(
    "event",
    { state: "full", path: ({ eventId }) => `/events/${eventId}` },
    { state: "matched", path: ({ eventId }) => `/events/${eventId}`, open: unfoldReasons },
    { state: "missed", path: missedEvent, open: unfoldReasons },
    notFound(`/events/${unknownId}`),
  ),
  ...page("send-event-dialog", {
    state: "full",
    path: at("/events"),
    open: click("Send an event"),
  }),
  ...page("demo-dialog", { state: "full", path: at("/events"), open: click("Send demo events") }),
  ...page(
    "deliveries",
    { state: "full", path: at("/deliveries") },
    { state: "empty", path: at("/deliveries"), as: "newcomer" },
    { state: "no-match", path: at("/deliveries?state=cancelled") },
    { state: "invalid", path: at("/deliveries?state=broken") },
  ),
  ...page(
    "delivery",
    { state: "scheduled", path: ({ scheduledDeliveryId }) => `/deliveries/${scheduledDeliveryId}` },
    { state: "dead", path: ({ deadDeliveryId }) => `/deliveries/${deadDeliveryId}` },
    notFound(`/deliveries/${unknownId}`),
  ),
  ...page("cancel-dialog", {
    state: "full",
    path: ({ scheduledDeliveryId }) => `/deliveries/${scheduledDeliveryId}`,
    open: click("Cancel delivery"),
  }),
  ...page(
    "executions",
    { state: "full", path: at("/executions") },
    { state: "empty", path: at("/executions"), as: "newcomer" },
    { state: "no-match", path: at("/executions?status=crashed") },
    { state: "invalid", path: at("/executions?status=broken") },
  ),
  ...page(
    "execution",
    { state: "succeeded", path: ({ succeededId }) => `/executions/${succeededId}` },
    { state: "failed", path: ({ failedId }) => `/executions/${failedId}` },
    { state: "running", path: async (facts) => `/executions/${await runningId(facts)}` },
    { state: "viewer", path: ({ failedId }) => `/executions/${failedId}`, as: "viewer" },
    { state: "test", path: testRun },
    notFound(`/executions/${unknownId}`),
  ),
  ...page(
    "dead-letters",
    { state: "full", path: at("/dead-letters") },
    { state: "empty", path: at("/dead-letters"), as: "newcomer" },
    { state: "group", path: ({ fingerprint }) => `/dead-letters?fingerprint=${fingerprint}` },
    { state: "invalid", path: at("/dead-letters?state=broken") },
  ),
  ...page(
    "dead-letter",
    { state: "open", path: ({ letterId }) => `/dead-letters/${letterId}` },
    { state: "resolved", path: ({ resolvedLetterId }) => `/dead-letters/${resolvedLetterId}` },
    { state: "viewer", path: ({ letterId }) => `/dead-letters/${letterId}`, as: "viewer" },
    notFound(`/dead-letters/${unknownId}`),
  ),
  ...page(
    "outbox",
    { state: "full", path: ({ notices }) => `/outbox?scriptId=${notices.script.id}` },
    { state: "empty", path: at("/outbox"), as: "newcomer" },
    { state: "viewer", path: at("/outbox"), as: "viewer" },
    { state: "no-match", path: at("/outbox?state=kept&q=%2B999") },
    { state: "invalid", path: at("/outbox?state=broken") },
  ),
  ...page(
    "replay-dialog",
    {
      state: "full",
      path: ({ letterId }) => `/dead-letters/${letterId}`,
      open: click(/^Replay/),
    },
    {
      state: "discard",
      path: ({ letterId }) => `/dead-letters/${letterId}`,
      open: click(/^Discard/),
    },
  ),
  ...page(
    "data-tables",
    { state: "full", path: at("/settings/data-tables") },
    { state: "empty", path: at("/settings/data-tables"), as: "newcomer" },
    { state: "viewer", path: at("/settings/data-tables"), as: "viewer" },
    { state: "columns", path: at("/settings/data-tables"), open: unfoldColumns },
    { state: "remove", path: at("/settings/data-tables"), open: click("Remove") },
  ),
];

async function unfoldColumns(page: Page): Promise<void> {
  await page
    .getByRole("main")
    .getByText(/^\d columns/)
    .first()
    .click();
}

export function isShownAt({ only }: Pick<View, "only">, width: number): boolean {
  return only === undefined || (only === "narrow") === width < 768;
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("option").first().waitFor();
}

async function searchForNothing(page: Page): Promise<void> {
  await openPalette(page);
  await page.keyboard.type("nothing is called so");
}

async function typeFilter(page: Page, filter: string): Promise<Locator> {
  await click(/^Edit payout\.requested/)(page);
  const dialog = page.getByRole("dialog");
  const field = await filterField(dialog);
  await field.fill("");
  await field.pressSequentially(filter);
  return dialog;
}

async function completePath(page: Page): Promise<void> {
  const dialog = await typeFilter(page, "$.");
  await dialog.getByRole("option", { name: "$.amount" }).waitFor();
}

async function writeJson(page: Page): Promise<void> {
  const dialog = await typeFilter(page, "$.amount > 100 && $.currency === 'EUR'");
  await dialog.getByText(/^Matches \d/).waitFor();
  await dialog.getByRole("button", { name: "JSON" }).click();
  await dialog.getByRole("button", { name: "JSON", pressed: true }).waitFor();
  await dialog.getByText(/^Matches \d/).waitFor();
}

/** Of the type of an event that was received, and none of its filters is true for it. */
async function missedEvent({ api, eventId }: Facts): Promise<string> {
  const { type } = await api.get(`/events/${eventId}`);
  const data = { amount: 40, currency: "EUR" };
  const { id } = await api.post("/events", { type, source: "story", data }, 202);
  const statusOf = async () => (await api.get(`/events/${id}`)).status;
  await expect.poll(statusOf, { timeout: 30_000 }).not.toBe("unrouted");
  return `/events/${id}`;
}

async function unfoldReasons(page: Page): Promise<void> {
  const folded = page.locator("main details:not([open]) > summary").filter({ visible: true });
  for (const word of [/^Why/, /^Value of each part/]) {
    const first = folded.filter({ hasText: word }).first();
    if ((await first.count()) > 0) await first.click();
  }
}

async function addNonsense(page: Page): Promise<void> {
  await click("Add event subscription")(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Event type").fill("no spaces allowed");
  await (await filterField(dialog)).fill("$.amount = 100");
  await dialog.getByRole("button", { name: "Add subscription" }).click();
  await dialog.getByText(/did you mean/i).waitFor();
}
