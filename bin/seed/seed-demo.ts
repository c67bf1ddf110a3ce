// The whole demo: accounts, content, and the lines that tell a person how to get in.
import { join } from "node:path";
import { type Database, openSql } from "#db/client.ts";
import { dataUrl } from "#db/data/data-url.ts";
import { endDemoSeeding, isDemoUnfinished } from "#db/repositories/demo-seeding.ts";
import { openApi } from "./api.ts";
import { type DemoAccount, type DemoAccounts, ensureDemoAccounts } from "./demo-accounts.ts";
import { type DemoContent, seedDemoContent } from "./demo-content.ts";
import { type DemoFile, type SignIn, writeDemoFile } from "./demo-file.ts";
import { ownerUrl, seedTables, startTables, type TablesPlace } from "./demo-tables.ts";
import type { SeedSettings } from "./settings.ts";

export async function seedDemo(db: Database, settings: SeedSettings): Promise<string[]> {
  const path = join(settings.dataDir, "demo.json");
  const found = await ensureDemoAccounts(db, { path, url: settings.publicUrl });
  if (!found) return [];
  const address = dataUrl(settings.adminUrl);
  const data = openSql(address, { max: 2, applicationName: "scriptbus seed" });
  try {
    const placed = found.accounts.map((account) => {
      return { account, place: { data, address, tenantId: account.actor.tenantId } };
    });
    const told = await tellReceiver(found, settings);
    const { webhookUrl } = told;
    const news = await Promise.all(placed.map((one) => seedAccount(db, { ...one, settings })));
    const urls = await Promise.all(placed.map(({ place }) => ownerUrl(place).catch(() => null)));
    writeAddresses({ path, file: found.file, webhookUrl, urls });
    return [...told.news, ...news.flat(), ...signInLines(found, path)];
  } finally {
    await data.end({ timeout: 5 });
  }
}

/** Gives the first tenant's scripts the address of the demo's own receiver, when it is a new one. */
async function tellReceiver(
  { file, accounts: [first] }: DemoAccounts,
  { webUrl, webhookUrl }: SeedSettings,
): Promise<{ webhookUrl: string | undefined; news: string[] }> {
  if (!webhookUrl || !first || file.webhookUrl === webhookUrl) return { webhookUrl, news: [] };
  try {
    const api = openApi({ url: webUrl, apiKey: first.signIn.apiKey });
    await api.put("/secrets/ORDER_WEBHOOK_URL", { value: webhookUrl });
    return { webhookUrl, news: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const news = [`The demo's webhooks have no address (${reason}); the next start tries again.`];
    return { webhookUrl: undefined, news };
  }
}

type Addresses = {
  path: string;
  file: DemoFile;
  webhookUrl: string | undefined;
  urls: readonly (string | null)[];
};

function writeAddresses({ path, file, webhookUrl, urls: [first, other] }: Addresses): void {
  const next = withAddress(file, first);
  next.otherTenant = withAddress(file.otherTenant, other);
  delete next.webhookUrl;
  if (webhookUrl) next.webhookUrl = webhookUrl;
  if (JSON.stringify(next) !== JSON.stringify(file)) writeDemoFile(path, next);
}

function withAddress<Place extends SignIn>(place: Place, url: string | null | undefined): Place {
  const next = { ...place };
  delete next.dataUrl;
  return url ? { ...next, dataUrl: url } : next;
}

async function seedAccount(
  db: Database,
  {
    account,
    place,
    settings,
  }: { account: DemoAccount; place: TablesPlace; settings: SeedSettings },
): Promise<string[]> {
  const { demo, actor, signIn } = account;
  if (!(await db.transaction((tx) => isDemoUnfinished(tx, actor)))) return [];
  try {
    const api = openApi({ url: settings.webUrl, apiKey: signIn.apiKey });
    await seedTables(place, demo);
    const content = await seedDemoContent(api, demo);
    await startTables(place, api, demo.tables);
    await db.transaction((tx) => endDemoSeeding(tx, actor, { ...content }));
    return contentLines(demo.slug, content);
  } catch (error) {
    // The instance works without its demo, so this must not end it.
    const reason = error instanceof Error ? error.message : String(error);
    return [`The demo tenant ${demo.slug} is not complete (${reason}); the next start goes on.`];
  }
}

function contentLines(slug: string, content: DemoContent): string[] {
  const { scripts, subscriptions, accepted, refused } = content;
  const counts = `${scripts} scripts, ${subscriptions} subscriptions, ${accepted} events`;
  return [
    `Demo tenant ${slug}: ${counts}`,
    ...refused.map(({ id, reason }) => `  refused ${id}: ${reason}`),
  ];
}

function signInLines({ file, accounts }: DemoAccounts, path: string): string[] {
  const rows = accounts.map(({ signIn }) => [signIn.tenant, signIn.email, signIn.password]);
  return [`Demo sign-in at ${file.url} (API keys: ${path})`, ...alignColumns(rows)];
}

function alignColumns(rows: readonly string[][]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) => `  ${row.map((text, i) => text.padEnd(width(i))).join("  ")}`.trimEnd());
}
