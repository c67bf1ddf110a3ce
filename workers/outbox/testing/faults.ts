// Faults of the real server, put into one of its tables: the backend that gets there is ended, as often as it comes.
import type postgres from "postgres";
import { eventually } from "#db/testing/eventually.ts";

export type Fault = {
  /** Resolves when somebody has met it. */
  met: () => Promise<void>;
  lift: () => Promise<void>;
};

export type FaultPlace = {
  table: string;
  on: "insert" | "delete";
  /** In the statement, or when its transaction commits. */
  when: "statement" | "commit";
};

/** `sql` is a superuser in the database of the table. */
export async function cutConnectionsAt(
  sql: postgres.Sql,
  { table, on, when }: FaultPlace,
): Promise<Fault> {
  const kind =
    when === "commit"
      ? `constraint trigger cut after ${on} on ${table} deferrable initially deferred for each row`
      : `trigger cut before ${on} on ${table} for each row`;
  await sql.unsafe(`
    create sequence public.cuts;
    create function public.cut() returns trigger language plpgsql security definer as $$
    begin
      perform nextval('public.cuts');
      perform pg_terminate_backend(pg_backend_pid());
      return old;
    end $$;
    create ${kind} execute function public.cut()`);
  return {
    met: async () => {
      const look = () => sql`select from public.cuts where is_called`;
      await eventually(look, (rows) => rows.length === 1);
    },
    lift: async () => {
      await sql.unsafe("drop function public.cut() cascade; drop sequence public.cuts");
    },
  };
}
