// Liveness and readiness, for supervisors: small answers that need no key.
import { isDatabaseReady } from "./database.ts";

/** The process answers. */
export function answerAlive(): Response {
  return new Response("ok\n", { headers: { "cache-control": "no-store" } });
}

/** The process can serve: its database answers within a second. */
export async function answerReady(): Promise<Response> {
  if (await isDatabaseReady(1_000)) return answerAlive();
  return new Response("the database does not answer\n", {
    status: 503,
    headers: { "cache-control": "no-store", "retry-after": "2" },
  });
}
