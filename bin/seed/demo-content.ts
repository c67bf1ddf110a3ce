// A demo tenant's scripts, subscriptions and events, put in through the REST API. What is there already is left, so
// that a seeding that was cut off is simply done again.
import { readFileSync } from "node:fs";
import {
  type DemoScript,
  type DemoSubscription,
  type DemoTenant,
  kindOf,
  languageOf,
} from "#bin/demo/demo-tenant.ts";
import type { Api } from "./api.ts";
import { type Published, publishEvents } from "./publish-events.ts";

export type DemoContent = Published & { scripts: number; subscriptions: number };

/** Scripts first: an event finds the subscriptions that are there when it comes in. */
export async function seedDemoContent(api: Api, demo: DemoTenant): Promise<DemoContent> {
  const known = await listScripts(api);
  for (const script of demo.scripts) {
    const id = known.get(script.name) ?? (await createScript(api, script));
    await ensureSubscriptions(api, { scriptId: id, script });
  }
  const published = await publishEvents(api, demo.events());
  const subscriptions = demo.scripts.flatMap((script) => script.subscriptions).length;
  return { ...published, scripts: demo.scripts.length, subscriptions };
}

async function listScripts(api: Api): Promise<Map<string, string>> {
  const page = await api.get("/scripts?limit=200");
  const { items } = page as { items: { id: string; name: string }[] };
  return new Map(items.map(({ id, name }) => [name, id]));
}

async function createScript(api: Api, script: DemoScript): Promise<string> {
  const created = await api.post("/scripts", {
    name: script.name,
    ...kindOf(script),
    language: languageOf(script),
    source: readFileSync(script.file, "utf8"),
  });
  return (created as { id: string }).id;
}

async function ensureSubscriptions(
  api: Api,
  { scriptId, script }: { scriptId: string; script: DemoScript },
): Promise<void> {
  const page = await api.get(`/subscriptions?limit=200&scriptId=${scriptId}`);
  const known = (page as { items: DemoSubscription[] }).items.map(({ eventType }) => eventType);
  for (const subscription of script.subscriptions) {
    if (known.includes(subscription.eventType)) continue;
    await api.post("/subscriptions", { scriptId, ...subscription });
  }
}
