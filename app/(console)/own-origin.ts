// The address under which people and producers reach this instance.
import { headers } from "next/headers";
import { env } from "#lib/platform/env.ts";

/** PUBLIC_URL, else the address the person came by. */
export async function ownOrigin(): Promise<string> {
  const configured = env("PUBLIC_URL");
  if (configured) return new URL(configured).origin;
  const asked = await headers();
  const scheme = asked.get("x-forwarded-proto")?.split(",")[0]?.trim() ?? "http";
  return `${scheme}://${asked.get("host") ?? "localhost:3000"}`;
}
