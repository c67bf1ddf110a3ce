// Makes the database of a URL when the server has none of that name.
import postgres from "postgres";

/** Rejects with the database's own error. */
export async function ensureDatabase(adminUrl: string): Promise<void> {
  const probe = connect(adminUrl);
  try {
    await probe`select 1`;
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || error.code !== "3D000") throw error;
    await createDatabase(adminUrl);
  } finally {
    await probe.end({ timeout: 5 });
  }
}

async function createDatabase(adminUrl: string): Promise<void> {
  const url = new URL(adminUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = "/postgres";
  const server = connect(url.href);
  try {
    await server`create database ${server(name)}`;
  } catch (error) {
    const madeByAnother = error instanceof postgres.PostgresError && error.code === "42P04";
    if (!madeByAnother) throw error;
  } finally {
    await server.end({ timeout: 5 });
  }
}

function connect(url: string): postgres.Sql {
  return postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
}
