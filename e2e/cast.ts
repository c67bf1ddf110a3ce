// Who looks at the console, and at what: a furnished tenant with its admin and a viewer, an empty one with its admin.
import type { Browser, BrowserContext, BrowserContextOptions, Cookie } from "@playwright/test";
import { apiOf, readDemo } from "./api.ts";
import { addDataTables } from "./data-tables-scene.ts";
import { type Facts, furnish } from "./furnish.ts";
import type { Instance } from "./instance.ts";
import { addAnsweredMessages } from "./messages.ts";
import type { Viewer } from "./pages.ts";
import { addEmptyTenant, addPerson } from "./people.ts";
import { type SignIn, sessionCookie } from "./sign-in.ts";

export type Stage = Pick<Instance, "url" | "dataDir">;
export type Cast = {
  facts: Facts;
  /** A browser window of theirs, signed in, without motion. */
  open: (viewer: Viewer, options?: BrowserContextOptions) => Promise<BrowserContext>;
};

export async function assemble(browser: Browser, stage: Stage): Promise<Cast> {
  const demo = readDemo(stage);
  const { admin: newcomer } = await addEmptyTenant(stage);
  const people: Record<Exclude<Viewer, "nobody">, SignIn> = {
    admin: demo,
    newcomer,
    viewer: await addPerson(stage, { tenant: demo.tenant, role: "viewer" }),
  };
  const known = new Map<Viewer, Cookies>([["nobody", []]]);
  for (const [viewer, person] of Object.entries(people)) {
    known.set(viewer as Viewer, await cookiesOf(stage, person));
  }
  const facts = await furnish(apiOf(stage, demo.apiKey));
  const { notices, noticeExecutionId: executionId } = facts;
  await addDataTables(stage, demo.tenant);
  await addAnsweredMessages(stage, { scriptId: notices.script.id, executionId });
  return {
    facts,
    open: async (viewer, options = {}) => {
      const base = { baseURL: stage.url, reducedMotion: "reduce", colorScheme: "light" } as const;
      const context = await browser.newContext({ ...base, ...options });
      await context.addCookies(known.get(viewer) ?? []);
      return context;
    },
  };
}

type Cookies = (Pick<Cookie, "name" | "value"> & { url: string })[];

/** What a browser of theirs has to carry. */
export async function cookiesOf(stage: Pick<Stage, "url">, person: SignIn): Promise<Cookies> {
  const header = await sessionCookie(stage, person);
  if (!header) throw new Error(`${person.email} could not sign in`);
  return header.split("; ").map((cookie) => {
    const [name = "", ...value] = cookie.split("=");
    return { name, value: value.join("="), url: stage.url };
  });
}
