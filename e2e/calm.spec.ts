// What comes in while a page is looked at moves nothing on it: lists hold new rows back, charts and counts have room.
import { assemble, type Cast } from "./cast.ts";
import { describeFindings } from "./checks/finding.ts";
import { watchIncidents } from "./checks/incidents.ts";
import { findLayoutShifts, watchLayoutShifts } from "./checks/layout-shift.ts";
import { comeToRest, type Facts } from "./furnish.ts";
import { sizes } from "./sizes.ts";
import { expect, test as story } from "./story.ts";
import { visit } from "./visit.ts";

const test = story.extend<object, { cast: Cast }>({
  cast: [
    async ({ browser, instance }, use) => {
      const cast = await assemble(browser, instance);
      await use(cast);
      await comeToRest(cast.facts);
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

/** Each page, and the live read that it goes on with. */
const pages: [name: string, path: (facts: Facts) => string, read: string][] = [
  ["overview", () => "/", "/api/live/overview"],
  ["scripts", () => "/scripts", "/api/live/scripts"],
  ["events", () => "/events", "/api/live/events"],
  ["deliveries", () => "/deliveries", "/api/live/deliveries"],
  ["executions", () => "/executions", "/api/live/executions"],
  ["dead letters", () => "/dead-letters", "/api/live/dead-letters"],
  ["outbox", () => "/outbox", "/api/live/outbox"],
  ["an event", ({ eventId }) => `/events/${eventId}`, "/api/live/"],
];

for (const { name: width, ...viewport } of sizes) {
  test(`news moves nothing, ${width}`, async ({ cast }) => {
    test.setTimeout(120_000);
    const { facts } = cast;
    const opened = await Promise.all(
      pages.map(async ([name, path, read]) => {
        const context = await cast.open("admin", { viewport });
        const page = await context.newPage();
        await watchLayoutShifts(page);
        const incidents = await watchIncidents(page);
        await visit(page, path(facts));
        return { name, page, incidents, context, read };
      }),
    );
    const send = (type: string, data: object) => facts.api.post("/events", { type, data }, 202);
    for (let round = 0; round < 3; round += 1) {
      const reads = opened.map(({ page, read }) =>
        page.waitForResponse((response) => response.url().includes(read), { timeout: 30_000 }),
      );
      await send("finance.payment.created", { id: `calm-${round}`, amount: 20_000 + round });
      await send("crm.client.created", { id: `calm-${round}`, name: "Calm", contact: null });
      await facts.notices.send({ to: "+31612345618", text: `News ${round}` });
      await Promise.all(reads);
    }
    const holding = opened.filter(({ name }) => name === "executions" || name === "outbox");
    for (const { page } of holding) {
      await expect(page.getByRole("button", { name: /\d new/ })).toBeVisible();
    }
    for (const { name, page, incidents, context } of opened) {
      const found = [...incidents.all(), ...(await findLayoutShifts(page))];
      expect.soft(describeFindings(found), name).toBe("");
      await context.close();
    }
  });
}
