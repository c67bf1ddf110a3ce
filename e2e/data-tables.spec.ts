// A tenant's own tables: an admin makes the login, a client connects with it, a table's rows become events.
import type { Page } from "@playwright/test";
import postgres from "postgres";
import { apiOf } from "./api.ts";
import { addDataTables } from "./data-tables-scene.ts";
import { withTenantsDatabase } from "./database.ts";
import { goTo } from "./desk.ts";
import { addEmptyTenant } from "./people.ts";
import { signIn } from "./sign-in.ts";
import { expect, test } from "./story.ts";

const place = "/settings/data-tables";

function urlShown(page: Page): Promise<string> {
  return page.getByRole("region", { name: "connection URL" }).innerText();
}

async function isRefused(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1 });
  const refused = await sql`select 1`.then(
    () => false,
    () => true,
  );
  await sql.end({ timeout: 1 });
  return refused;
}

test("a login is made, a table emits, a rotation ends the old login and a removal the last", async ({
  page,
  instance,
}) => {
  const { apiKey, admin } = await addEmptyTenant(instance);
  const api = apiOf(instance, apiKey);
  await signIn(page, admin);
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Settings" })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Data tables" })).toBeVisible();
  await expect(page.getByText("No tables yet")).toBeVisible();

  await page.getByRole("button", { name: "Create login" }).click();
  await expect(page.getByText("This password is shown only now")).toBeVisible();
  const url = (await urlShown(page)).trim();
  const owner = postgres(url, { max: 1, onnotice: () => {} });
  await owner.unsafe(
    'create table orders (id int, total int, "it\'s" text, api_key text); create table "two words" (id int)',
  );

  await page.reload();
  await expect(page.getByText("This password is shown only now")).toBeHidden();
  expect(await page.content()).not.toContain(new URL(url).password);
  const row = page.getByRole("listitem", { name: "orders" });
  await row.getByText("4 columns").click();
  await expect(row.getByLabel("api_key")).not.toBeChecked();
  await row.getByLabel("total").uncheck();
  await row.getByRole("switch").click();
  await expect(row.getByRole("switch")).toBeChecked();
  await expect(row.getByRole("switch")).toBeFocused();
  await expect(row.getByRole("link", { name: "orders.created" })).toBeVisible();
  expect((await api.get("/data-tables/orders")).emitColumns).toEqual(["id", "it's"]);
  expect((await api.call("GET", "/data-tables/two%20words")).status).toBe(200);
  await expect(page.getByRole("listitem", { name: "two words" }).getByRole("switch")).toHaveCount(
    0,
  );

  await owner`insert into orders values (7, 12, 'yes', 'k')`;
  const arrived = async () => (await api.get("/events?type=orders.created")).items[0]?.id;
  await expect.poll(arrived, { timeout: 20_000 }).toBeDefined();
  expect((await api.get(`/events/${await arrived()}`)).data).toEqual({ id: 7, "it's": "yes" });

  await row.getByLabel("total").check();
  await row.getByRole("button", { name: "Save columns" }).click();
  await expect(row.getByText("4 columns, 3 of them in its events")).toBeVisible();
  await row.getByRole("switch").click();
  await expect(row.getByRole("switch")).not.toBeChecked();
  expect((await api.get("/data-tables/orders")).emit).toBe(false);

  await page.getByRole("button", { name: "Rotate" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Rotate login" }).click();
  await expect(page.getByText("This password is shown only now")).toBeVisible();
  const next = (await urlShown(page)).trim();
  expect(await isRefused(url)).toBe(true);
  expect(await isRefused(next)).toBe(false);
  await owner.end({ timeout: 1 });

  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove login" }).click();
  await expect(page.getByRole("button", { name: "Create login" })).toBeVisible();
  expect(await isRefused(next)).toBe(true);
});

test("a row that could not be sent is tried again or discarded", async ({ page, instance }) => {
  const { tenant, admin } = await addEmptyTenant(instance);
  const tenantId = await addDataTables(instance, tenant);
  await signIn(page, admin);
  await page.goto(place);
  const kept = page.locator("#kept-rows");
  await expect(kept.getByText("The loop guard")).toBeVisible();
  await kept.getByRole("button", { name: "Discard" }).click();
  const question = page.getByRole("alertdialog", { name: "Discard this row?" });
  await question.getByRole("button", { name: "Discard" }).click();
  await expect(kept.getByRole("listitem")).toHaveCount(0);

  await addDataTables(instance, tenant);
  await goTo(page, "Events");
  await page.goto(place);
  await kept.getByRole("button", { name: "Try again" }).click();
  await expect(kept.getByRole("listitem")).toHaveCount(0);
  const left = () =>
    withTenantsDatabase(instance, async (sql) => {
      const rows = await sql`
        select 1 from scriptbus.outbox where tenant_id = ${tenantId} and state <> 'queued'`;
      return rows.length;
    });
  expect(await left()).toBe(0);
});
