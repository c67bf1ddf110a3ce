// The checks of pages.spec.ts can fail: each is shown a page that breaks exactly what it guards, and one that does not.
import type { Page } from "@playwright/test";
import { findAxeViolations } from "./checks/accessibility.ts";
import { findClippedText } from "./checks/clipped-text.ts";
import { findLowContrast } from "./checks/contrast.ts";
import { findCoveredText } from "./checks/covered-text.ts";
import { describeFindings, type Finding } from "./checks/finding.ts";
import { watchIncidents } from "./checks/incidents.ts";
import { findHeadingFaults, findHiddenFocus, findSkipLinkFaults } from "./checks/keyboard.ts";
import { findLayoutShifts, watchLayoutShifts } from "./checks/layout-shift.ts";
import { findPageOverflow } from "./checks/page-overflow.ts";
import { expect, browserTest as test } from "./story.ts";

type Check = (page: Page) => Promise<Finding[]>;
type Case = { title: string; check: Check; html: string; finds: RegExp | null };

const long = "unbreakable".repeat(40);
const words = "several words that need some room to be read ".repeat(6);

const cases: Case[] = [
  {
    title: "a box wider than the window is page overflow",
    check: findPageOverflow,
    html: `<p id="wide" style="width: 900px">wide</p>`,
    finds: /p#wide.*wider than its window of 500 px/,
  },
  {
    title: "an unbreakable word is page overflow",
    check: findPageOverflow,
    html: `<p>${long}</p>`,
    finds: /page overflow/,
  },
  {
    title: "a wide table that scrolls by itself is none",
    check: findPageOverflow,
    html: `<div style="overflow-x: auto"><p style="width: 900px">wide</p></div>`,
    finds: null,
  },
  {
    title: "text cut off without an ellipsis",
    check: findClippedText,
    html: `<p style="width: 100px; overflow: hidden; white-space: nowrap">${words}</p>`,
    finds: /cut off sideways by .* p /,
  },
  {
    title: "text cut off by a box around it",
    check: findClippedText,
    html: `<div style="width: 100px; overflow: clip"><p style="width: 300px">${words}</p></div>`,
    finds: /cut off sideways by/,
  },
  {
    title: "text cut off in height",
    check: findClippedText,
    html: `<p style="height: 30px; overflow: hidden">${words}</p>`,
    finds: /cut off in height by/,
  },
  {
    title: "an ellipsis after two letters says nothing",
    check: findClippedText,
    html: `<p style="width: 20px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">${words}</p>`,
    finds: /only 20\.0 px of it are left/,
  },
  {
    title: "text that a hidden overflow of the page swallows",
    check: findClippedText,
    html: `<style>body { overflow-x: hidden }</style><p style="width: 900px; text-align: end">wide</p>`,
    finds: /cut off sideways|outside of the window/,
  },
  {
    title: "text placed outside of the window",
    check: findClippedText,
    html: `<p style="position: absolute; left: -60px">left of it</p>`,
    finds: /outside of the window/,
  },
  {
    title: "a placeholder that is too long for its field",
    check: findClippedText,
    html: `<input aria-label="q" placeholder="${words}" style="width: 90px; text-overflow: clip">`,
    finds: /placeholder .* too long/,
  },
  {
    title: "text with an ellipsis, scrolled text and text for screen readers are whole",
    check: findClippedText,
    html: `<p style="width: 100px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">${words}</p>
      <pre style="width: 100px; overflow: auto">${words}</pre>
      <span style="position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)">${words}</span>
      <p style="height: 40px; overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical">${words}</p>`,
    finds: null,
  },
  {
    title: "text under an opaque box",
    check: findCoveredText,
    html: `<p>hidden words</p><div id="lid" style="position: absolute; inset: 0; background: white"></div>`,
    finds: /"hidden words" lies under .*div#lid/,
  },
  {
    title: "text under other text",
    check: findCoveredText,
    html: `<p style="position: absolute; top: 0">first words</p><p style="position: absolute; top: 4px">second words</p>`,
    finds: /"first words" lies under .*"second words"/,
  },
  {
    title: "text under a link that covers its row unseen is readable",
    check: findCoveredText,
    html: `<p style="position: relative"><a href="/x" style="position: absolute; inset: 0" aria-label="row"></a>words</p>`,
    finds: null,
  },
  {
    title: "text under what goes with a press is readable after it",
    check: findCoveredText,
    html: `<p>hidden words</p><div data-passing="" style="position: absolute; inset: 0; background: white"></div>`,
    finds: null,
  },
  {
    title: "grey on white",
    check: findLowContrast,
    html: `<p style="color: #999">pale words</p>`,
    finds: /2\.85:1/,
  },
  {
    title: "grey on white under a link that covers the row",
    check: findLowContrast,
    html: `<p style="position: relative; color: oklch(0.7 0 0)"><a href="/x" style="position: absolute; inset: 0" aria-label="row"></a>pale words</p>`,
    finds: /:1, oklch/,
  },
  {
    title: "half transparent text counts as what is seen of it",
    check: findLowContrast,
    html: `<div style="background: #000"><p style="color: rgb(255 255 255 / 0.3)">faint words</p></div>`,
    finds: /rgb\(0 0 0\)/,
  },
  {
    title: "quiet grey on white, and a switched-off button",
    check: findLowContrast,
    html: `<p style="color: #5a6170">words</p><button disabled>off</button>`,
    finds: null,
  },
  {
    title: "a field without a name",
    check: findAxeViolations,
    html: `<main><h1>Title</h1><input></main>`,
    finds: /axe label/,
  },
  {
    title: "a page without a main part",
    check: findAxeViolations,
    html: `<h1>Title</h1>`,
    finds: /axe landmark-one-main/,
  },
  {
    title: "a target too small to hit",
    check: findAxeViolations,
    html: `<main><h1>Title</h1><div style="line-height: 0"><button style="all: unset; width: 9px; height: 9px; display: inline-block" aria-label="a"></button><button style="all: unset; width: 9px; height: 9px; display: inline-block" aria-label="b"></button></div></main>`,
    finds: /axe target-size/,
  },
  {
    title: "no h1",
    check: findHeadingFaults,
    html: `<h2>Title</h2>`,
    finds: /one h1: none/,
  },
  {
    title: "two h1",
    check: findHeadingFaults,
    html: `<h1>One</h1><h1>Two</h1>`,
    finds: /One \| Two: 2 of them/,
  },
  {
    title: "a button that does not show its focus",
    check: findHiddenFocus,
    html: `<button style="outline: none">plain</button><button>fine</button>`,
    finds: /^visible focus: [^\n]*"plain": looks the same[^\n]*$/,
  },
  {
    title: "a focus under a bar that floats",
    check: findHiddenFocus,
    html: `<div style="position: fixed; inset: 0 0 auto; height: 99px; background: white"></div><button>under it</button>`,
    finds: /under something else/,
  },
  {
    title: "no skip link",
    check: findSkipLinkFaults,
    html: `<nav>frame</nav><a href="/x">first</a><main id="main" tabindex="-1">words</main>`,
    finds: /reaches no skip link/,
  },
  {
    title: "a skip link that stays hidden",
    check: findSkipLinkFaults,
    html: `<nav>frame</nav><a href="#main" style="position: absolute; left: -999px">Skip</a><main id="main" tabindex="-1">words</main>`,
    finds: /not to be seen/,
  },
  {
    title: "a skip link that leads nowhere",
    check: findSkipLinkFaults,
    html: `<nav>frame</nav><a href="#content">Skip</a><main id="main" tabindex="-1">words</main>`,
    finds: /outside of #content/,
  },
  {
    title: "a skip link that works",
    check: findSkipLinkFaults,
    html: `<nav>frame</nav><a href="#main">Skip</a><main id="main" tabindex="-1">words</main>`,
    finds: null,
  },
];

test.use({ viewport: { width: 500, height: 400 } });

for (const { title, check, html, finds } of cases) {
  test(title, async ({ page }) => {
    await page.setContent(`<html lang="en"><title>Page</title><body>${html}</body></html>`);
    const found = describeFindings(await check(page));
    if (finds) expect(found).toMatch(finds);
    else expect(found).toBe("");
  });
}

test("what is behind an open dialog is not looked at", async ({ page }) => {
  const bad = `<p style="color: #999; width: 900px">pale</p>`;
  await page.setContent(`<body>${bad}<dialog><p>fine</p></dialog></body>`);
  expect(await findLowContrast(page)).toHaveLength(1);
  await page.evaluate(() => document.querySelector("dialog")?.showModal());
  expect(await findLowContrast(page)).toEqual([]);
});

const site = "http://page.test/";

async function serve(page: Page, body: string, headers: Record<string, string> = {}) {
  await page.route(`${site}**`, (route) =>
    new URL(route.request().url()).pathname === "/"
      ? route.fulfill({ contentType: "text/html", headers, body: `<!doctype html>${body}` })
      : route.fulfill({ status: 404, body: "" }),
  );
  await page.goto(site);
}

const late = (
  style: string,
) => `<div id="late"></div><div id="below" style="height: 200px">words</div>
  <script>requestAnimationFrame(() => requestAnimationFrame(() => {
    document.getElementById("late").style = "${style}"; document.title = "late";
  }))</script>`;

test("something that comes late and pushes the rest down is a layout shift", async ({ page }) => {
  await watchLayoutShifts(page);
  await serve(page, late("height: 150px"));
  await expect(page).toHaveTitle("late");
  await expect
    .poll(async () => describeFindings(await findLayoutShifts(page)))
    .toMatch(/layout shift: .*div#below.* from 8,8 484×200 to 8,158/);
});

test("something that comes late into its own room is none", async ({ page }) => {
  await watchLayoutShifts(page);
  await serve(page, late("position: absolute; height: 150px"));
  await expect(page).toHaveTitle("late");
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(await findLayoutShifts(page)).toEqual([]);
});

test("errors in the console, thrown errors, failed answers and refusals of the policy are incidents", async ({
  page,
}) => {
  const incidents = await watchIncidents(page);
  const policy = "default-src 'none'; script-src 'nonce-a'; img-src 'self'";
  const body = `<img src="/gone.png"><script>"no nonce"</script>
    <script nonce="a">console.error("said so"); throw new TypeError("broken")</script>`;
  await serve(page, body, { "content-security-policy": policy });
  await expect.poll(() => new Set(incidents.all().map(({ rule }) => rule)).size).toBe(4);
  const found = describeFindings(incidents.all());
  expect(found).toMatch(/console error: \/: said so/);
  expect(found).toMatch(/page error: \/: TypeError: broken/);
  expect(found).toMatch(/failed answer: \/: 404 .*gone\.png/);
  expect(found).toMatch(/policy: \/: script-src-elem refused inline/);
});
