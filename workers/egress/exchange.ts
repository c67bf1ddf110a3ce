// One request over one connection, its answer read to the end.
import type { Client, Dispatcher } from "undici";
import { type Hop, isRedirect } from "#lib/egress/follow-redirect.ts";
import type { EgressAnswer } from "./egress-request.ts";
import { acceptedEncodings, readBody } from "./read-body.ts";

/** The body of a redirect is of no use to anybody. Rejects with what undici says, or with an `EgressFault` about the body. */
export async function exchange(
  client: Client,
  { method, url, headers: asked, body: sent }: Hop,
  maxBytes: number,
): Promise<EgressAnswer> {
  const { statusCode: status, ...raw } = await client.request({
    path: `${url.pathname}${url.search}`,
    method,
    headers: [...asked, ["accept-encoding", acceptedEncodings] as const].flat(),
    body: sent,
  });
  const headers = plainHeaders(raw.headers);
  if (isRedirect(status, headers["location"])) {
    await raw.body.dump();
    return { status, headers, body: Buffer.alloc(0) };
  }
  const encoding = method === "HEAD" ? "" : (headers["content-encoding"] ?? "");
  const body = await readBody({ body: raw.body, encoding, maxBytes, host: url.host });
  return { status, headers, body };
}

/** Of the connection, not of the answer. */
const hopHeaders = new Set(["connection", "keep-alive", "transfer-encoding"]);

function plainHeaders(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  const pairs = Object.entries(headers)
    .filter(([name]) => !hopHeaders.has(name))
    .map(([name, value = ""]) => [name, Array.isArray(value) ? value.join(", ") : value]);
  return Object.fromEntries(pairs);
}
