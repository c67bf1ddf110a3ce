// The ceiling's worker: batched claim and batched settle of one table, the next claim made while the last is settled.
import postgres from "postgres";

const sql = postgres(process.env["DATABASE_URL"] ?? "", {
  max: 4,
  connection: { enable_seqscan: "off", enable_hashjoin: "off", enable_mergejoin: "off" },
});

async function claim(): Promise<number[]> {
  const rows = await sql<{ id: number; data: string }[]>`
    with next as (
      select id from tasks where state = 'ready' order by id limit 500 for update skip locked
    )
    update tasks t set state = 'running' from next where t.id = next.id returning t.id, t.data::text as data`;
  return rows.map((row) => row.id);
}

async function settle(ids: readonly number[]): Promise<void> {
  await sql`update tasks set state = 'done', finished_at = now() where id = any(${ids}::bigint[])`;
}

async function run(): Promise<void> {
  let settling: Promise<void> = Promise.resolve();
  for (;;) {
    const ids = await claim();
    await settling;
    if (ids.length > 0) settling = settle(ids);
    else await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

process.on("disconnect", () => process.exit(0));
process.send?.("ready");
await run();
