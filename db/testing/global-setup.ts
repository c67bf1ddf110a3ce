// Vitest's project `db`: one server for the run; each test file clones its own database (test-database.ts).
import { installRedis } from "./install-redis.ts";
import { startTestServer } from "./postgres.ts";

/** Sets `TEST_ADMIN_URL` for the test processes; set from outside, it names a server to use instead. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  installRedis();
  if (process.env["TEST_ADMIN_URL"]) return undefined;
  const server = await startTestServer();
  process.env["TEST_ADMIN_URL"] = server.adminUrl;
  return server.stop;
}
