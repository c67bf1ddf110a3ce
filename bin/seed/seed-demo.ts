// The whole demo: accounts, content, and the lines that tell a person how to get in.
import { join } from "node:path";
import type { Database } from "#db/client.ts";
import { endDemoSeeding, isDemoUnfinished } from "#db/repositories/demo-seeding.ts";
import { openApi } from "./api.ts";
import { type DemoAccount, type DemoAccounts, ensureDemoAccounts } from "./demo-accounts.ts";
import { type DemoContent, seedDemoContent } from "./demo-content.ts";
import type { SeedSettings } from "./settings.ts";

export async function seedDemo(db: Database, settings: SeedSettings): Promise<string[]> {
  const path = join(settings.dataDir, "demo.json");
  const found = await ensureDemoAccounts(db, { path, url: settings.publicUrl });
  if (!found) return [];
  const news = await Promise.all(
    found.accounts.map((account) => seedAccount(db, { account, settings })),
  );
  return [...news.flat(), ...signInLines(found, path)];
}

async function seedAccount(
  db: Database,
  { account, settings }: { account: DemoAccount; settings: SeedSettings },
): Promise<string[]> {
  const { demo, actor, signIn } = account;
  if (!(await db.transaction((tx) => isDemoUnfinished(tx, actor)))) return [];
  try {
    const api = openApi({ url: settings.webUrl, apiKey: signIn.apiKey });
    const content = await seedDemoContent(api, demo);
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
