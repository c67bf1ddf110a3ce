// The three examples of the demo, from a row in a tenant's own table to what the world sees of it.
import postgres from "postgres";
import { type Api, apiOf, type Json, readDemo } from "./api.ts";
import { withDatabase, withTenantsDatabase } from "./database.ts";
import { expect, test as story } from "./story.ts";

type Scene = { api: Api; owner: postgres.Sql; webhookUrl: string; url: string };

const within = { timeout: 30_000 };

const test = story.extend<{ scene: Scene }>({
  scene: async ({ instance }, use) => {
    const { apiKey, dataUrl, webhookUrl } = readDemo(instance);
    const owner = postgres(dataUrl, { max: 1, onnotice: () => {} });
    await use({ api: apiOf(instance, apiKey), owner, webhookUrl, url: instance.url });
    await owner.end({ timeout: 5 });
  },
});

/** Amounts that no other payment has tell a story's own from all others. */
let cents = Date.now() % 10_000_000;
const amount = () => (2_000_000_000 + cents++) / 100;

test("a high payment sends a text message to its user", async ({ scene, instance }) => {
  const sum = amount();
  const [user] = await scene.owner`select phone from users where id = 5`;
  await scene.owner`insert into payments (user_id, amount, category_id) values (5, ${sum}, 1)`;
  const sent = () =>
    withDatabase(
      instance,
      (sql) => sql`
        select recipient, state from sms_outbox where message = ${`Payment of ${sum} received`}`,
    );
  await expect.poll(sent, within).toEqual([{ recipient: user?.["phone"], state: "kept" }]);
});

test("a payment that is rolled back makes nothing run, its neighbours do", async ({ scene }) => {
  const { api, owner } = scene;
  const [before, undone, after] = [amount(), amount(), amount()];
  const pay = (sql: postgres.Sql | postgres.TransactionSql, sum: number) =>
    sql`insert into payments (user_id, amount) values (1, ${sum})`;
  await pay(owner, before);
  await expect(
    owner.begin(async (tx) => {
      await pay(tx, undone);
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  await pay(owner, after);
  const amounts = async () => {
    const found = await api.get("/events?type=payments.created&limit=50");
    const events = await Promise.all(
      found.items.slice(0, 10).map(({ id }: Json) => api.get(`/events/${id}`)),
    );
    return events.map(({ data }: Json) => data.amount);
  };
  await expect.poll(amounts, within).toEqual(expect.arrayContaining([before, after]));
  expect(await amounts()).not.toContain(undone);
});

test("a renamed category empties the cache that an endpoint filled", async ({ scene }) => {
  const { owner, url } = scene;
  const ask = async () => (await fetch(`${url}/x/acme/categories`)).json();
  await expect.poll(async () => (await ask()).cached, within).toBe(true);
  const name = `Assembly ${amount()}`;
  await owner`update payment_categories set name = ${name} where id = 5`;
  const names = async () => (await ask()).categories.map((category: Json) => category.name);
  await expect.poll(names, within).toContain(name);
});

test("a completed order is told to the webhook's receiver, with an idempotency key", async ({
  scene,
}) => {
  const { owner, webhookUrl } = scene;
  const [order] = await owner`
    insert into orders (user_id, status, total) values (1, 'open', 12.5) returning id`;
  const id = Number(order?.["id"]);
  await owner`update orders set total = 13 where id = ${id}`;
  await owner`update orders set status = 'completed' where id = ${id}`;
  const received = async () => {
    const all: Json[] = await (await fetch(webhookUrl)).json();
    return all
      .map(({ body, headers }) => ({ ...JSON.parse(body), key: headers["idempotency-key"] }))
      .filter(({ orderId }) => orderId === id);
  };
  const key = expect.stringMatching(/^[0-9a-f-]{36}:1$/);
  await expect
    .poll(received, within)
    .toEqual([{ orderId: id, status: "completed", total: 13, key }]);
});

test("an endpoint answers from the tables, for a key of its tenant only", async ({
  scene,
  instance,
}) => {
  const sum = amount();
  await scene.owner`insert into payments (user_id, amount) values (9, ${sum})`;
  const demo = readDemo(instance);
  const ask = (key: string) =>
    fetch(`${instance.url}/x/acme/payments/latest`, {
      headers: { authorization: `Bearer ${key}` },
    });
  const answer = await (await ask(demo.apiKey)).json();
  expect(answer.payments[0]).toMatchObject({ user_id: 9, amount: sum.toFixed(2) });
  expect((await ask(demo.otherTenant.apiKey)).status).toBe(401);
});

test("a loop through a table ends at the loop guard", async ({ scene, instance }) => {
  const { api, owner } = scene;
  const table = `loop_${Date.now()}`;
  await owner.unsafe(`create table ${table} (n int)`);
  expect(
    await api.call("PUT", `/data-tables/${table}`, { emit: true, columns: ["n"] }),
  ).toMatchObject({ status: 200 });
  const source = `const { n } = sdk.events.current();
    await sdk.db.query("insert into ${table} (n) values ($1)", [n + 1]);`;
  const name = `loop-${table}`;
  const script = { name, kind: "event_handler", language: "javascript", source };
  const { id: scriptId } = await api.post("/scripts", script);
  const eventType = `${table}.created`;
  await api.post("/subscriptions", { scriptId, eventType, onLoop: "allow" });
  await owner.unsafe(`insert into ${table} values (0)`);
  const kept = () =>
    withTenantsDatabase(
      instance,
      (sql) => sql`select state, hop from scriptbus.outbox where type = ${eventType}`,
    );
  await expect.poll(kept, within).toEqual([{ state: "refused", hop: 11 }]);
  expect((await api.get(`/events?type=${eventType}&limit=50`)).items).toHaveLength(11);
  await api.call("DELETE", `/scripts/${scriptId}?force=true`);
});
