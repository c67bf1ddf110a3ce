// What goes wrong behind a page's back: errors in its console, refusals of its policy, answers that failed.
import type { Page } from "@playwright/test";
import type { Finding } from "./finding.ts";
import { runBeforePages } from "./in-page.ts";

export type Incidents = {
  all: () => Finding[];
  /** What was found so far is as it should be: that an answer had this status, and the console says so. */
  forgive: (status: number) => void;
  forget: () => void;
};

declare global {
  interface Window {
    reportViolation?: (detail: string) => void;
  }
}

/** To be called before the page is opened. */
export async function watchIncidents(page: Page): Promise<Incidents> {
  let found: Finding[] = [];
  const note = (rule: string, detail: string) =>
    found.push({ rule, element: new URL(page.url()).pathname, detail: detail.slice(0, 600) });
  page.on("pageerror", (error) => note("page error", error.stack ?? error.message));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    note("console error", `${message.text()} ${whereOf(message)}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) note("failed answer", `${response.status()} ${response.url()}`);
  });
  await page.exposeFunction("reportViolation", (detail: string) => note("policy", detail));
  await runBeforePages(page, reportViolations);
  return {
    all: () => found,
    forgive: (status) => {
      const expected = [
        `${status} `,
        `Failed to load resource: the server responded with a status of ${status} `,
      ];
      found = found.filter(({ detail }) => !expected.some((start) => detail.startsWith(start)));
    },
    forget: () => {
      found = [];
    },
  };
}

function whereOf(message: { location: () => { url: string; lineNumber: number } }): string {
  const { url, lineNumber } = message.location();
  return url ? `(${url}:${lineNumber})` : "";
}

function reportViolations(): void {
  document.addEventListener("securitypolicyviolation", (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
    const where = `${sourceFile}:${lineNumber}`;
    window.reportViolation?.(`${effectiveDirective} refused ${blockedURI} ${where} ${sample}`);
  });
}
