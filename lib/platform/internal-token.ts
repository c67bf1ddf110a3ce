// What processes of one instance prove to each other that they are: a token derived from the instance's secret.
import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "#lib/platform/env.ts";
import { deriveKey } from "#lib/platform/secret.ts";

let token: string | undefined;

export function internalToken(): string {
  token ??= deriveKey(env("SCRIPTBUS_SECRET"), "internal-token").toString("base64url");
  return token;
}

/** `authorization` is the header as it came; the comparison takes the same time for every token. */
export function isInternalCall(authorization: string | undefined): boolean {
  const [scheme, given = "", ...rest] = (authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "bearer" || rest.length > 0) return false;
  return timingSafeEqual(digest(given), digest(internalToken()));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
