// Whether a PostgreSQL server can carry Scriptbus: version, and what the login may do.
import postgres from "postgres";

const OLDEST_MAJOR = 15;

/** One sentence for the operator, or null when the server will do. */
export async function findServerProblem(adminUrl: string): Promise<string | null> {
  const url = new URL(adminUrl);
  url.pathname = "/postgres";
  const sql = postgres(url.href, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const [row] = await sql<{ version: number; allowed: boolean }[]>`
      select current_setting('server_version_num')::int as version,
             rolsuper or (rolcreaterole and rolcreatedb) as allowed
      from pg_roles where rolname = current_user`;
    return row ? judge(row) : null;
  } catch (error) {
    return `the database at ${url.host} cannot be used: ${reason(error)}`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function judge({ version, allowed }: { version: number; allowed: boolean }): string | null {
  const major = Math.floor(version / 10_000);
  if (major < OLDEST_MAJOR) {
    return `PostgreSQL ${major} is too old; DATABASE_URL must name version ${OLDEST_MAJOR} or newer.`;
  }
  return allowed ? null : "the login in DATABASE_URL needs CREATEROLE and CREATEDB.";
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || String(Object(error)["code"] ?? error.name);
}
