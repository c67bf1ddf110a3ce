// Some requests break Next before any route sees them: it answers 500 to a path with a broken escape (`%zz`), to
// `OPTIONS *` and to the method TRACE. Node tells about each request before Next does, so that they become what they are: 404 and 400.
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { endpointPrefix, readEndpointAddress } from "#lib/endpoints/endpoint-address.ts";

/** Next repairs some addresses and sends callers on to others; endpoints have one address each. */
const noEndpoint = `${endpointPrefix}-/-`;

export function mendUnreadableRequests(): void {
  subscribe("http.server.request.start", (message) => {
    mend((message as { request: IncomingMessage }).request);
  });
}

function mend(request: IncomingMessage): void {
  const [path = "/"] = (request.url ?? "/").split("?");
  if (path === "*" || !canDecode(path))
    request.url = `${path.startsWith("/api/") ? "/api/v1" : ""}/unreadable-path`;
  if (path.startsWith(endpointPrefix) && !readEndpointAddress(path)) request.url = noEndpoint;
  if (request.method === "TRACE") request.method = "UNSUPPORTED";
}

function canDecode(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
