// How a person or a producer connects to a tenant's own tables.

export type DataLogin = {
  url: string;
  host: string;
  port: string;
  database: string;
  user: string;
  password: string;
  /** A command line of PostgreSQL's own client. */
  psql: string;
};

/** `base` is the address of the tenants' own database, as the server itself reaches it. */
export function dataLogin(
  base: string,
  { user, password }: { user: string; password: string },
): DataLogin {
  const from = new URL(base);
  const url = new URL(`postgres://${from.host}${from.pathname}`);
  url.username = user;
  url.password = password;
  const ssl = from.searchParams.get("sslmode");
  if (ssl) url.searchParams.set("sslmode", ssl);
  return {
    url: url.href,
    host: from.hostname,
    port: from.port || "5432",
    database: decodeURIComponent(from.pathname.slice(1)),
    user,
    password,
    psql: `psql '${url.href}'`,
  };
}
