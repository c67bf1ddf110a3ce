// What dying processes may cost the outbox: nothing. Each committed row's event comes exactly once, and none of a
// transaction that was rolled back or lost.
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { dataUrl } from "#db/data/data-url.ts";
import { migrate } from "#db/migrate.ts";
import { eventually } from "#db/testing/eventually.ts";
import { durableForProcesses, startTestServer } from "#db/testing/postgres.ts";
import { type DataWorld, openDataWorld, testLoginKey } from "#db/testing/tenant-logins.ts";
import { loginName, loginPassword } from "#lib/data/tenant-logins.ts";
import { startProcess, startWorkerProcess } from "#workers/testing/worker-process.ts";
import { produce, readTruth } from "./testing/producers.ts";

/** Each victim twice; so many transactions end between two kills. */
const mostKills = 6;
const perKill = 16;

type Urls = { adminUrl: string; appUrl: string; workerUrl: string };
type Producer = { tenantId: string; url: string };

const relayFile = fileURLToPath(new URL("./testing/relay-process.ts", import.meta.url));
const secrets = { appPassword: "test-app", workerPassword: "test-worker" };

async function makeDatabase(server: string): Promise<Urls> {
  const url = new URL(server);
  url.pathname = "/scriptbus";
  return {
    adminUrl: url.href,
    ...(await migrate({ adminUrl: url.href, secrets, ownsServer: true })),
  };
}

/** Looks by a connection of its own: those of before have died with the server. */
async function look<T>(url: string, read: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    return await read(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function makeProducers(urls: Urls, count: number): Promise<Producer[]> {
  const sql = postgres(urls.adminUrl, { max: 1, onnotice: () => {} });
  const close = () => sql.end({ timeout: 5 });
  const world = openDataWorld({ ...urls, sql, close });
  const producers: Producer[] = [];
  for (let n = 0; n < count; n += 1) producers.push(await makeProducer(world, urls));
  await world.close();
  await close();
  return producers;
}

async function makeProducer(world: DataWorld, { adminUrl }: Urls): Promise<Producer> {
  const { id: tenantId, owner } = await world.createTenant();
  await owner`create table payments (n int primary key)`;
  await owner`create table ledger (n int primary key)`;
  await world.admin`select scriptbus.set_table_emit(${tenantId}, 'payments', '["n"]')`;
  const url = new URL(dataUrl(adminUrl));
  url.username = loginName(tenantId, "owner");
  url.password = loginPassword(testLoginKey, { tenantId, login: "owner", generation: 1 });
  return { tenantId, url: url.href };
}

const countEvents = (sql: postgres.Sql) =>
  sql<{ count: number }[]>`select count(*)::int as count from events`.then(
    ([row]) => row?.count ?? 0,
  );

const countQueued = (sql: postgres.Sql) =>
  sql`select from scriptbus.outbox where state = 'queued'`.then((rows) => rows.length);

test("10,000 rows in 100 transactions, while relay, worker and PostgreSQL are killed in turn", {
  timeout: 120_000,
}, async () => {
  const server = await startTestServer(durableForProcesses);
  const urls = await makeDatabase(server.adminUrl);
  const producers = await makeProducers(urls, 2);
  const startRelay = () =>
    startProcess({ file: relayFile, databaseUrl: urls.workerUrl, readyLine: "relay is ready" });
  let relay = await startRelay();
  let worker = await startWorkerProcess(urls.workerUrl);
  onTestFinished(async () => {
    await Promise.all([relay.kill("SIGKILL"), worker.kill("SIGKILL")]);
    await server.stop();
  });

  let kills = 0;
  let ended = 0;
  const onDone = () => {
    ended += 1;
  };
  /** They write on while something is killed, and wait for the next kill before they run out. */
  const mayBegin = async () => {
    await eventually(
      async () => kills,
      () => ended < (kills + 2) * perKill,
      60_000,
    );
  };
  const plan = { transactions: 50, rowsEach: 100, rollBackEvery: 5, mayBegin, onDone };
  const acknowledged = Promise.all(producers.map(({ url }) => produce({ ...plan, url })));
  const victims = [
    async () => {
      await relay.kill("SIGKILL");
      relay = await startRelay();
    },
    async () => {
      await worker.kill("SIGKILL");
      worker = await startWorkerProcess(urls.workerUrl);
    },
    server.crash,
  ];
  /** As the start's supervisor does. */
  const supervise = async () => {
    if (relay.hasEnded()) relay = await startRelay();
    if (worker.hasEnded()) worker = await startWorkerProcess(urls.workerUrl);
  };
  for (let seen = 0; kills < mostKills; kills += 1) {
    await eventually(
      async () => ended,
      (count) => count >= kills * perKill,
      60_000,
    );
    seen = await eventually(
      () => supervise().then(() => look(urls.adminUrl, countEvents)),
      (count) => count > seen,
    );
    await victims[kills % victims.length]?.();
    await supervise();
  }

  const promised = await acknowledged;
  await eventually(
    () => supervise().then(() => look(dataUrl(urls.adminUrl), countQueued)),
    (count) => count === 0,
    30_000,
  );
  for (const [index, { tenantId, url }] of producers.entries()) {
    const truth = await readTruth(url);
    const events = await look(
      urls.adminUrl,
      (sql) => sql<{ n: number }[]>`
        select (data ->> 'n')::int as n from events where tenant_id = ${tenantId} order by 1`,
    );
    expect(events.map(({ n }) => n)).toEqual(truth);
    const there = new Set(truth);
    expect(promised[index]?.filter((n) => !there.has(n))).toEqual([]);
  }
});
