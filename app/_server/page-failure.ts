// A page that threw: logged under the digest that its error page shows.
import { withoutParameters } from "#db/errors.ts";
import { logger } from "#lib/platform/logger.ts";

type Failed = { path: string; method: string };

export function logPageFailure(error: unknown, { path, method }: Failed): void {
  const digest = digestOf(error);
  logger().error({ digest, method, path, err: withoutParameters(error) }, "page failed");
}

function digestOf(error: unknown): string | undefined {
  const isTagged = typeof error === "object" && error !== null && "digest" in error;
  return isTagged ? String(error.digest) : undefined;
}
